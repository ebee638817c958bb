import type { File, Rule } from "./repository.ts";
import { followsTheArrow, livesInAPackage } from "./rules/arrow.ts";
import { exportsAreNamed, filesHaveOneJob, nothingIsAny, onlyTheIndexIsABarrel } from "./rules/house.ts";
import { clientNeedsNobody, environmentIsReadInOnePlace, tsRestStaysBehindItsWall } from "./rules/modules.ts";
import { everyOperationHasItsFile, everyOperationIsInDredd } from "./rules/operations.ts";
import { serversOfTestsAreRecorded } from "./rules/recorded.ts";
import {
  importsAreDependencies,
  librariesCanBeShaken,
  packagesRunOnOldNodes,
  publishedEntriesAreOurs,
  publishedPackagesStayPublished,
} from "./rules/published.ts";
import {
  actionsArePinned,
  noPackageForEverything,
  nothingNamesAMachine,
  oneVersion,
  overridesNameTheirParent,
  publishedPackagesMoveTogether,
  tasksSayWhatTheyReadAndWrite,
} from "./rules/repository.ts";

/** Files to add or replace (`undefined`: to take away), each a violation; a function when it starts from a real file. */
type Planted = Record<string, string | undefined | ((text: string) => string)>;

export interface StatedRule {
  title: string;
  check: Rule;
  /** Violations that the rule has to find, each on its own: a rule that finds nothing proves nothing. */
  planted: Planted[];
}

const server = "apps/server/src/planted.ts";
const client = "packages/client/src/planted.ts";
const machine = (name: string) => `const folder = "/${name}/main";`;

export const rules: StatedRule[] = [
  {
    title: "imports follow the arrow",
    check: followsTheArrow,
    planted: [
      { [client]: 'import { createServer } from "@chatbase-kit/server";' },
      { [client]: 'export type { Config } from "@chatbase-kit/server";' },
      { [client]: 'const server = await import("@chatbase-kit/server");' },
      { [client]: 'type Config = import("@chatbase-kit/server").Config;' },
      { [client]: 'import spec from "@chatbase-kit/spec/openapi.json" with { type: "json" };' },
      { [client]: 'import { contract } from "../../contract/src/index.ts";' },
      { [server]: 'import { createClient } from "@chatbase-kit/client";' },
      { [server]: 'import { root } from "../../../tests/run/rooms.ts";' },
      { "packages/contract/src/planted.ts": 'import { createClient } from "@chatbase-kit/client";' },
      { "apps/cli/src/planted.ts": 'import { startServer } from "@chatbase-kit/server";' },
      { "tests/planted.cts": 'const x = require("../apps/server/src/config.ts");' },
    ],
  },
  {
    title: "code lives in a package of the house",
    check: livesInAPackage,
    planted: [{ "packages/helpers/src/index.ts": "export const x = 1;" }, { "scripts/x.js": "export const x = 1;" }],
  },
  {
    title: "ts-rest is imported in two files only",
    check: tsRestStaysBehindItsWall,
    planted: [
      { [server]: 'import { initServer } from "@ts-rest/fastify";' },
      { [client]: 'import type { AppRouter } from "@ts-rest/core";' },
    ],
  },
  {
    title: "the client needs nobody at run time",
    check: clientNeedsNobody,
    planted: [
      { [client]: 'import { setTimeout } from "node:timers/promises";' },
      { [client]: 'import ky from "ky";' },
      { [client]: 'import { contract } from "@chatbase-kit/contract";' },
      { [client]: 'export { z } from "zod/mini";' },
      { [client]: 'import { Lead } from "@chatbase-kit/contract/schemas";' },
    ],
  },
  {
    title: "the environment is read in one place",
    check: environmentIsReadInOnePlace,
    planted: [
      { [server]: "export const port = process.env.PORT;" },
      { [server]: 'export const port = process["env"].PORT;' },
      { [server]: "export const port = globalThis.process.env.PORT;" },
      { [server]: "const { env } = process;" },
      { [server]: 'import { env } from "node:process"; export const port = env["PORT"];' },
      { [client]: "export const key = import.meta.env.KEY;" },
    ],
  },
  {
    title: "exports have names",
    check: exportsAreNamed,
    planted: [
      { [server]: "export default 1;" },
      { [server]: "const x = 1; export { x as default };" },
      { [server]: 'export * from "./main.ts";' },
      { [server]: 'export * as all from "./main.ts";' },
    ],
  },
  {
    title: "the index is the only barrel",
    check: onlyTheIndexIsABarrel,
    planted: [{ "apps/server/src/http/index.ts": 'export { auth } from "./auth.ts";' }],
  },
  {
    title: "nothing is any",
    check: nothingIsAny,
    planted: [
      { [server]: "export const x: any = 1;" },
      { [client]: "export const x = 1 as unknown as Record<string, any>;" },
    ],
  },
  {
    title: "no file is over 250 lines",
    check: filesHaveOneJob,
    planted: [{ [server]: "// one line\n".repeat(251) }],
  },
  {
    title: "every operation has its file, and every file its operation",
    check: everyOperationHasItsFile,
    planted: [
      { "apps/server/src/operations/leads/getLeads.ts": undefined },
      { "apps/server/src/operations/leads/getLeads.ts": "export const getAllLeads = 1;" },
      { "apps/server/src/operations/leads/createLead.ts": "export const createLead = 1;" },
      { "apps/server/src/operations/chatbots/getLeads.ts": "export const getLeads = 1;" },
      { "spec/openapi.yaml": (text) => text.replace("operationId: getLeads", "operationId: listLeads") },
    ],
  },
  {
    title: "every operation is proven by dredd",
    check: everyOperationIsInDredd,
    planted: [{ "spec/openapi.yaml": (text) => text.replace("operationId: getLeads", "operationId: listLeads") }],
  },
  {
    title: "servers of tests can be recorded",
    check: serversOfTestsAreRecorded,
    planted: [
      { "tests/planted.test.ts": 'import { demo, startServer } from "@chatbase-kit/server";' },
      { "apps/server/test/http/planted.test.ts": 'import { createServer } from "../../src/index.ts";' },
      { "tests/planted.ts": 'const main = new URL("../apps/server/src/main.ts", import.meta.url);' },
      { "apps/server/test/config.test.ts": undefined },
    ],
  },
  {
    title: "every package has a job of its own",
    check: noPackageForEverything,
    planted: ["shared", "utils", "common", "types", "config-lint"].map((name) => ({
      [`packages/${name}/package.json`]: `{ "name": "@chatbase-kit/${name}", "private": true }`,
    })),
  },
  {
    title: "there is one zod and one TypeScript",
    check: oneVersion,
    planted: [
      { "pnpm-lock.yaml": (text) => text.replace("\npackages:\n", "\npackages:\n  zod@3.25.76: {}\n") },
      { "pnpm-lock.yaml": (text) => text.replace("\npackages:\n", "\npackages:\n  typescript@5.9.3: {}\n") },
    ],
  },
  {
    title: "every override names its parent",
    check: overridesNameTheirParent,
    planted: [{ "pnpm-workspace.yaml": (text) => text.replace('"gavel>ajv"', '"ajv"') }],
  },
  {
    title: "every turbo task says what it reads and writes",
    check: tasksSayWhatTheyReadAndWrite,
    planted: [
      { "turbo.json": (text) => text.replace('"outputs": ["dist/**"]', '"cache": true') },
      { "turbo.json": (text) => text.replace('"tasks": {', '"tasks": { "deploy": {},') },
    ],
  },
  {
    title: "published packages carry one version",
    check: publishedPackagesMoveTogether,
    planted: [{ "packages/sdk/package.json": '{ "name": "@chatbase-kit/sdk" }' }],
  },
  {
    title: "what is published is what is imported here",
    check: publishedEntriesAreOurs,
    planted: [
      { "packages/contract/package.json": (text) => text.replace("./dist/schemas.js", "./dist/operations.js") },
      { "packages/contract/package.json": (text) => text.replace('"./operations": "./src/generated', '"./x": "./src') },
      { "packages/contract/package.json": (text) => text.replace('["dist", ', "[") },
      { "packages/contract/tsdown.config.ts": (text) => text.replace("generated/schemas.ts", "generated/router.ts") },
      { "apps/server/package.json": (text) => text.replace("./dist/main.js", "./dist/index.js") },
      { "apps/server/package.json": (text) => text.replace("./dist/import-worker.js", "./dist/worker.js") },
      { "apps/server/tsdown.config.ts": (text) => text.replace(', "src/main.ts"', "") },
      { "apps/server/tsdown.config.ts": (text) => text.replace(', "src/import/import-worker.ts"', "") },
    ],
  },
  {
    title: "what a published package imports, it depends on",
    check: importsAreDependencies,
    planted: [
      { "packages/contract/package.json": (text) => text.replace('"zod": "catalog:"', '"zod-next": "catalog:"') },
      { [server]: 'import { parse } from "yaml";' },
    ],
  },
  {
    title: "a library can be taken in parts",
    check: librariesCanBeShaken,
    planted: [
      { "packages/client/package.json": (text) => text.replace('"sideEffects": false', '"sideEffects": true') },
    ],
  },
  {
    title: "packages run on the Node that they promise",
    check: packagesRunOnOldNodes,
    planted: [{ "packages/client/package.json": (text) => text.replace(">=20", ">=22") }],
  },
  {
    title: "what users install is published",
    check: publishedPackagesStayPublished,
    planted: [{ "spec/package.json": (text) => text.replace('"type"', '"private": true, "type"') }],
  },
  {
    title: "actions are pinned to a commit",
    check: actionsArePinned,
    planted: [
      { ".github/workflows/planted.yml": "      - uses: actions/checkout@v5" },
      { ".github/workflows/planted.yml": `      - uses: actions/checkout@${"0".repeat(40)}` },
    ],
  },
  {
    title: "no file names a machine",
    check: nothingNamesAMachine,
    planted: [
      ...["work", "root", "home"].map((name) => ({ [server]: machine(name) })),
      { ".npmrc": ["registry=https://regis", "try.example.com/"].join("") },
    ],
  },
];

/** The planted files as texts, starting from the real ones where a violation is a change. */
export function textsOf(planted: Planted, files: File[]): Record<string, string | undefined> {
  const entries = Object.entries(planted).map(([path, change]) => {
    if (typeof change !== "function") return [path, change] as const;
    const text = files.find((file) => file.path === path)?.text ?? "";
    const changed = change(text);
    if (changed === text) throw new Error(`Nothing was planted in ${path}`);
    return [path, changed] as const;
  });
  return Object.fromEntries(entries);
}
