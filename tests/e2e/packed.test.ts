import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run, startProcess, temporaryFolder } from "./program.ts";

const packages = ["spec", "packages/contract", "packages/client", "apps/server"];

/** What does not end by itself is ended, in milliseconds: an npm that hangs would hold its lock for everybody. */
const timeout = 60_000;

const consumer = `
import { createClient, type Lead, NotFoundError } from "@chatbase-kit/client";

const client = createClient({ apiKey: process.argv[3] ?? "", baseUrl: process.argv[2] ?? "" });
const leads: Lead[] = [];
for await (const lead of client.leads.list({ chatbotId: "ckl123abc456", size: 700 })) leads.push(lead);
const refused: unknown = await client.leads.list({ chatbotId: "nobody" }).catch((error: unknown) => error);
console.log(JSON.stringify({ leads: leads.length, refused: refused instanceof NotFoundError }));
`;

const strictest = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    // The declarations themselves are checked, as a team with strict settings would.
    skipLibCheck: false,
    module: "nodenext",
    target: "es2022",
    types: ["node"],
    erasableSyntaxOnly: true,
  },
  files: ["consumer.ts"],
};

/** Packs every published package and installs the tarballs, as npm would from a registry. */
async function install(folder: string): Promise<void> {
  for (const directory of packages) {
    // Pack as a release does: prepack builds, pnpm replaces workspace: and catalog: by versions.
    await run("pnpm", ["pack", "--pack-destination", folder], { cwd: join(root, directory), timeout });
  }
  const tarballs = globSync("*.tgz", { cwd: folder }).map((name) => `./${name}`);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const others = ["typescript@7.0.2", "@types/node@26"];
  await run("npm", ["install", "--no-audit", "--no-fund", ...tarballs, ...others], { cwd: folder, timeout });
}

test("getLeads: the packed client reads every lead from the packed server, and its types hold in the strictest project", async () => {
  const folder = temporaryFolder();
  await install(folder);
  writeFileSync(join(folder, "consumer.ts"), consumer);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(strictest));
  await run(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."], { cwd: folder });

  const baseUrl = await startProcess(process.execPath, ["node_modules/@chatbase-kit/server/dist/main.js"], folder);
  const key = "de300000-0000-4000-8000-000000000001";
  const { stdout } = await run(process.execPath, ["consumer.ts", baseUrl, key], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ leads: 3_000, refused: true });

  const declarations = globSync("node_modules/@chatbase-kit/client/dist/**/*.d.ts", { cwd: folder });
  expect(declarations.length).toBeGreaterThan(0);
  const leaking = declarations.filter((file) => /from "(zod|@ts-rest)/.test(readFileSync(join(folder, file), "utf8")));
  expect(leaking).toEqual([]);
}, 120_000);
