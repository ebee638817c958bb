/**
 * The public types of the client on one page: what a user's compiler sees, without comments and in the order of names.
 *
 * Written from the declarations that the compiler emits (docs/decisions/0008 says why not by api-extractor).
 */
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Declaration, declarationsOf } from "./declarations.ts";

/** Where the report is committed, relative to the root. */
export const reportFile = "packages/client/etc/client.api.md";

/** The client's two doors, and the part of the contract whose types it passes on. */
const entry = "packages/client/src/index.ts";
const subPath = "packages/client/src/ts-rest.ts";
const contract = "packages/contract/src/generated/operations.ts";

/** The compiler of a repository, to run with Node. */
export function compiler(root: string): string {
  return join(dirname(createRequire(join(root, "package.json")).resolve("typescript/package.json")), "bin/tsc");
}

/** The client does not compile, so nobody can say what its types are. The message has the compiler's words. */
export class DoesNotCompile extends Error {
  override readonly name = "DoesNotCompile";
}

/** Declarations of the client and the contract, one file for each module, in a folder of its own. */
function emitDeclarations(root: string, folder: string, removeComments: boolean): void {
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    removeComments,
    rootDir: root,
    outDir: join(folder, "out"),
    // What every runtime of the client has; Node's own types stay out of the report.
    lib: ["ES2022", "DOM"],
    types: [],
  };
  const files = [entry, subPath, contract].map((file) => join(root, file));
  const tsconfig = { extends: join(root, "tsconfig.base.json"), compilerOptions, files };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  try {
    execFileSync(process.execPath, [compiler(root), "-p", folder], { stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new DoesNotCompile(String((error as { stdout?: Buffer }).stdout).trim(), { cause: error });
  }
}

/** The report of a source tree as it is now. @throws {DoesNotCompile} */
export const writeReport = (root: string): string => page(readPublic(root));

/** What a source tree makes public now, in the order of names. */
export function readPublic(root: string, { removeComments = true } = {}): Public[] {
  const folder = mkdtempSync(join(tmpdir(), "api-report-"));
  try {
    emitDeclarations(root, folder, removeComments);
    const files = globSync("out/**/*.d.ts", { cwd: folder }).toSorted();
    const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
    const declarations = [...texts].flatMap(([file, text]) => declarationsOf(file, text));
    const emitted = (file: string): string => join("out", file.replace(/\.ts$/, ".d.ts"));
    const onSubPath = declarationsOf(emitted(subPath), texts.get(emitted(subPath)) ?? "").map(({ name }) => name);
    return publicDeclarations([...exportedNames(texts.get(emitted(entry)) ?? ""), ...onSubPath], declarations);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The index only passes on names, one list for each module. @throws Error when it does anything else */
function exportedNames(index: string): string[] {
  const lists = [...index.matchAll(/^export (?:type )?\{([^}]*)\} from /gm)];
  const others = index
    .replaceAll(/\/\*\*[^]*?\*\//g, "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^export (?:type )?\{.*\} from ".*";$/.test(line));
  if (others.length > 0) throw new Error(`${entry}: the API report does not know ${others[0]}`);
  const names = lists.flatMap(([, list = ""]) => list.split(",").map((name) => name.trim().replace(/^type /, "")));
  const renamed = names.find((name) => name.includes(" "));
  if (renamed !== undefined) throw new Error(`${entry}: exports "${renamed}"; one name per thing, please`);
  return names.filter((name) => name !== "");
}

/** A declaration that a user's compiler has to know. */
export interface Public {
  /** Whether a user can import it. */
  exported: boolean;
  declaration: Declaration;
}

/** What is exported, and everything below it that a user's compiler has to know. */
function publicDeclarations(exported: string[], all: Declaration[]): Public[] {
  const wanted = [...exported];
  const found = new Map<string, Declaration>();
  for (const name of wanted) {
    const [declaration, second] = all.filter((candidate) => candidate.name === name);
    if (second !== undefined) throw new Error(`Two modules declare ${name}; the API report needs one name per thing`);
    if (declaration === undefined && exported.includes(name)) throw new Error(`${entry}: nothing declares ${name}`);
    if (declaration === undefined || found.has(name)) continue;
    if (declaration.text.includes("import(")) throw new Error(`${name}: names a type by its file; write it out`);
    found.set(name, declaration);
    wanted.push(...declaration.uses);
  }
  return [...found.values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((declaration) => ({ exported: exported.includes(declaration.name), declaration }));
}

const page = (declarations: Public[]): string =>
  [
    "# Public types of @chatbase-kit/client",
    "",
    "What a user's compiler sees, without comments. Written by `pnpm api:report`; the release gate compares it with the",
    "last release. A change here is a change for users: read it as one.",
    "",
    "```ts",
    declarations.map(({ exported, declaration }) => `${exported ? "export " : ""}${declaration.text}`).join("\n\n"),
    "```",
    "",
  ].join("\n");

/** The TypeScript of a report. */
export function typesOf(report: string): string {
  const [, text] = /^```ts\n(.*)^```$/ms.exec(report) ?? [];
  if (text === undefined) throw new Error("This is no API report: it has no block of TypeScript");
  return text;
}
