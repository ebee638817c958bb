/** People who install what was published: one fresh project for each way in which the client is used. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Environment, run } from "./processes.ts";

/** What a project may use besides what it installs. */
export interface Bench {
  tools: string;
  env: Environment;
  /** Of the published server, with the demo data. */
  baseUrl: string;
}

export interface Consumer {
  title: string;
  /** Files of `projects/`. */
  files: string[];
  type: "module" | "commonjs";
  /** Packages of others that such a project has. */
  others: string[];
  /** When one package manager is enough. */
  onlyWith?: Manager;
  /** Reads leads in every way that this project can. @returns in which */
  use(folder: string, bench: Bench): Promise<string>;
}

/** How a project gets its packages. */
export const managers = {
  npm: { command: "npm", args: ["install"] },
  pnpm: { command: "pnpm", args: ["add"] },
} as const;

export type Manager = keyof typeof managers;

/** The oldest Node that the client promises, from the registry's own package, and the one that runs this. */
const nodes = (tools: string) => [join(tools, "node_modules/node/bin/node"), process.execPath];

const compilers = ["typescript-5.9", "typescript-6", "typescript-7"];

/** Strict, and the declarations of packages are checked too. */
const strict = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: "es2022",
  rewriteRelativeImportExtensions: true,
};

export const consumers: Consumer[] = [
  {
    title: "ES modules on Node",
    files: ["check-leads.mjs", "esm.mjs"],
    type: "module",
    others: [],
    use: (folder, bench) => onEveryNode("esm.mjs", folder, bench),
  },
  {
    title: "CommonJS through import() on Node",
    files: ["check-leads.mjs", "commonjs.cjs"],
    type: "commonjs",
    others: [],
    use: (folder, bench) => onEveryNode("commonjs.cjs", folder, bench),
  },
  {
    title: "TypeScript, strict, on Node",
    files: ["typed.ts", "typed-main.ts"],
    type: "module",
    others: ["@types/node@20"],
    use: compileAndRun,
  },
  {
    title: "TypeScript, strict, for a page",
    files: ["typed.ts"],
    type: "module",
    others: [],
    // The same declarations as with npm, and checking all of a browser's takes a while.
    onlyWith: "npm",
    use: compileForPage,
  },
  {
    title: "bundle in a browser",
    files: ["check-leads.mjs", "page.mjs"],
    type: "module",
    others: [],
    use: openInBrowser,
  },
];

/** Makes a project with nothing in it but its own files, and lets its package manager install. */
export async function install(
  { title, files, type, others }: Consumer,
  manager: Manager,
  version: string,
  projects: string,
  env: Environment,
): Promise<string> {
  const folder = join(projects, `${manager}-${title.replaceAll(/\W+/g, "-")}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type }));
  for (const file of files) cpSync(join(import.meta.dirname, "projects", file), join(folder, file));
  const { command, args } = managers[manager];
  await run(command, [...args, `@chatbase-kit/client@${version}`, ...others], { cwd: folder, env });
  return folder;
}

async function onEveryNode(script: string, folder: string, { tools, env, baseUrl }: Bench): Promise<string> {
  const versions: string[] = [];
  for (const node of nodes(tools)) {
    const version = (await run(node, ["--version"], { cwd: folder, env })).trim();
    expectAllLeads(await run(node, [script, baseUrl], { cwd: folder, env }));
    versions.push(version);
  }
  return versions.join(", ");
}

/** Compiles with each compiler, and runs what came out. */
async function compileAndRun(folder: string, { tools, env, baseUrl }: Bench): Promise<string> {
  const node = { ...strict, module: "nodenext", types: ["node"], outDir: "dist" };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: node, files: ["typed-main.ts"] }));
  return await withEveryCompiler(tools, async (tsc) => {
    await run(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: folder, env });
    expectAllLeads(await run(process.execPath, ["dist/typed-main.js", baseUrl], { cwd: folder, env }));
  });
}

/** Compiles with the types of a browser and none of Node's. */
async function compileForPage(folder: string, { tools, env }: Bench): Promise<string> {
  const page = { ...strict, module: "preserve", lib: ["es2022", "dom"], types: [], noEmit: true };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: page, files: ["typed.ts"] }));
  return await withEveryCompiler(tools, async (tsc) => {
    await run(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: folder, env });
  });
}

async function withEveryCompiler(tools: string, use: (tsc: string) => Promise<void>): Promise<string> {
  const versions: string[] = [];
  for (const compiler of compilers) {
    const folder = join(tools, "node_modules", compiler);
    await use(join(folder, "bin/tsc"));
    versions.push((JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version);
  }
  return versions.join(", ");
}

async function openInBrowser(folder: string, { tools, env, baseUrl }: Bench): Promise<string> {
  const program = (name: string) => join(import.meta.dirname, name);
  const bundle = join(folder, "bundle.js");
  await run(process.execPath, [program("bundle-process.ts"), tools, "page.mjs", bundle], { cwd: folder, env });
  const said = await run(process.execPath, [program("open-page.ts"), tools, bundle, baseUrl], { cwd: folder, env });
  const [browser = "", leads = ""] = said.trim().split("\n");
  expectAllLeads(leads);
  return browser;
}

/** @throws Error when a program did not read the demo data's 3,000 leads */
function expectAllLeads(printed: string): void {
  if (printed.trim() !== "3000") throw new Error(`expected 3000 leads, the consumer printed: ${printed}`);
}
