import type { Rule } from "../repository.ts";
import { sources, type Node } from "../source.ts";

/** The two places that know ts-rest (docs/decisions/0001). */
const tsRestFiles = ["packages/contract/src/generated/router.ts", "apps/server/src/router.ts"];

export const tsRestStaysBehindItsWall: Rule = (files) =>
  sources(files)
    // What the benchmarks compare with is no part of the kit.
    .filter(({ file }) => !file.path.startsWith("bench/peers/"))
    .filter(
      ({ file, imports }) =>
        !tsRestFiles.includes(file.path) &&
        // Code of teams, who may use what they like.
        !file.path.startsWith("examples/") &&
        imports.some(({ specifier }) => specifier.startsWith("@ts-rest/")),
    )
    .map(({ file }) => `${file.path}: imports ts-rest; only ${tsRestFiles.join(", ")} may`);

/** What of the contract is plain data: no ts-rest and no zod in the bundle. */
const clientModules = ["@chatbase-kit/contract/operations", "@chatbase-kit/contract/shapes"];

/** The client runs anywhere that has `fetch`: web standards, two parts of the contract, and nobody else's code. */
export const clientNeedsNobody: Rule = (files) =>
  sources(files)
    .filter(({ file }) => file.path.startsWith("packages/client/src/"))
    .flatMap(({ file, imports }) =>
      imports
        .filter(
          ({ specifier, typeOnly }) => !typeOnly && !specifier.startsWith(".") && !clientModules.includes(specifier),
        )
        .map(({ specifier }) => `${file.path}: the client may not need ${specifier} at run time`),
    );

/** The server reads it in one file and the client in another; tools and tests are no part of what runs. */
const mayReadEnvironment =
  /^(?:apps\/server\/src\/config\.ts$|packages\/client\/src\/environment\.ts$|tests\/|bench\/|.*\/(?:test|generate)\/|.*\.config\.ts$)/;

export const environmentIsReadInOnePlace: Rule = (files) =>
  sources(files)
    .filter(({ file }) => !mayReadEnvironment.test(file.path))
    .filter(({ nodes, imports }) => nodes.some(readsEnvironment) || (imports.some(isProcess) && nodes.some(importsEnv)))
    .map(
      ({ file }) =>
        `${file.path}: reads the environment; only apps/server/src/config.ts and packages/client/src/environment.ts do`,
    );

const isProcess = ({ specifier }: { specifier: string }) => /^(?:node:)?process$/.test(specifier);

/** `process.env`, `process["env"]`, `globalThis.process.env`, `const { env } = process`, `import.meta.env`. */
function readsEnvironment(node: Node): boolean {
  if (node.type === "MemberExpression") {
    const name = nameOf(node["property"]);
    const object = node["object"] as Node;
    return name === "env" && (isProcessObject(object) || object.type === "MetaProperty");
  }
  if (node.type !== "VariableDeclarator" || !isProcessObject(node["init"])) return false;
  const pattern = node["id"] as Node;
  return pattern.type === "ObjectPattern" && (pattern["properties"] as Node[]).some(({ key }) => nameOf(key) === "env");
}

const isProcessObject = (value: unknown): boolean =>
  nameOf(value) === "process" ||
  ((value as Node | null)?.type === "MemberExpression" && nameOf((value as Node)["property"]) === "process");

const importsEnv = (node: Node): boolean => node.type === "ImportSpecifier" && nameOf(node["imported"]) === "env";

function nameOf(value: unknown): unknown {
  const node = value as Node | null | undefined;
  return node?.["name"] ?? node?.["value"];
}
