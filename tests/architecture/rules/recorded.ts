import type { Rule } from "../repository.ts";
import { type Node, sources } from "../source.ts";

/** Tests, or folders of them, that start a server beside the recorder of `pnpm coverage`, and why it cannot or must not have their traffic. */
const notRecorded: Readonly<Record<string, string>> = {
  "apps/server/test/config.test.ts": "sends no request",
  "apps/server/test/durability/full-disk.ts": "on a disk of its own, which nobody else sees",
  "apps/server/test/faults/": "servers that misbehave on purpose",
  "apps/server/test/http/draining.test.ts": "about connections that end, and a proxy has connections of its own",
  "apps/server/test/http/envelope.test.ts": "no socket, and the observed envelope differs from the spec on purpose",
  "apps/server/test/http/isolation-matrix.test.ts": "ten thousand requests without a socket",
  "apps/server/test/http/leak.test.ts": "sends bytes that are no HTTP, and says what of them the server writes down",
  "apps/server/test/http/pages.property.test.ts": "a hundred servers without a socket",
  "apps/server/test/http/service-routes.test.ts": "no socket, and these routes are not the spec's",
  "apps/server/test/keys/": "a 429 for a wrong key, which the spec does not have",
  "apps/server/test/limits/": "about connections that are held and refused, and a proxy has connections of its own",
  "apps/server/test/postgres/loss.test.ts": "a database that is away is a 503, which the spec does not have",
  "apps/server/test/postgres/same-answers.test.ts": "thirty thousand requests without a socket",
  "apps/server/test/postgres/statements.test.ts":
    "about what the database is asked, which other tests' answers come from too",
  "apps/server/test/process/faults.test.ts": "a server that misbehaves on purpose",
  "apps/server/test/process/program.ts": "what is printed is pasted, address included; and stops under load",
  "apps/server/test/store/sqlite-keys.test.ts": "a thousand requests without a socket, to see what they write",
  "tests/conformance/conformance.test.ts": "no socket, and most of what it asks differs from the spec on purpose",
  "tests/coverage/recorded-server.ts": "the traffic of the recorder's own tests",
  "tests/drift/peers/main.ts": "servers that are wrong on purpose",
  "tests/e2e/faults.test.ts": "a server that misbehaves on purpose",
  "tests/words/words.test.ts": "no socket",
};

/** What starts a server of ours: its functions, or its program. */
const starters = ["startServer", "createServer"];
const serverModule = /^(?:@chatbase-kit\/server$|(?:\.\.\/)+src\/index\.ts$)/;
const serverProgram = /src\/main\.ts$/;

function starts({ type, ...node }: Node): boolean {
  if (type === "Literal") return typeof node["value"] === "string" && serverProgram.test(node["value"]);
  if (type !== "ImportDeclaration") return false;
  const { value } = node["source"] as { value: string };
  const names = (node["specifiers"] as { imported?: { name: string } }[]).map(({ imported }) => imported?.name ?? "");
  return serverModule.test(value) && names.some((name) => starters.includes(name));
}

/** A server that no `recorded.ts` stands before is one whose answers `pnpm coverage` never sees. */
export const serversOfTestsAreRecorded: Rule = (files) => {
  const starting = sources(files)
    .filter(({ file: { path } }) => /^(?:apps\/server\/test|tests)\//.test(path) && !path.endsWith("/recorded.ts"))
    .filter(({ imports }) => !imports.some(({ specifier }) => specifier.endsWith("/recorded.ts")))
    .filter(({ nodes }) => nodes.some(starts))
    .map(({ file }) => file.path);
  const known = Object.keys(notRecorded);
  const covers = (entry: string, path: string) => path === entry || (entry.endsWith("/") && path.startsWith(entry));
  return [
    ...starting
      .filter((path) => !known.some((entry) => covers(entry, path)))
      .map((path) => `${path}: starts a server without recorded.ts; use it, or say why not in rules/recorded.ts`),
    ...known
      .filter((entry) => !starting.some((path) => covers(entry, path)))
      .map((path) => `${path}: starts no server beside recorded.ts; take it off the list in rules/recorded.ts`),
  ];
};
