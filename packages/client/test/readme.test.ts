import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import { refusals } from "../src/errors/from-exchange.ts";
import { walkSize } from "../src/lead-walk.ts";
import { defaults } from "../src/resolve-options.ts";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const readme = await readFile(join(here, "../README.md"), "utf8");
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? "");
const recipes = [...readme.matchAll(/^```ts otel\n(.*?)^```$/gms)].map(
  (match) => `${match[1] ?? ""}export { client };\n`,
);

describe("the examples of the README", () => {
  let folder = "";

  beforeAll(async () => {
    // Inside the package, so that its own name leads to its sources as it would lead to the installed package.
    folder = await mkdtemp(join(here, ".readme-"));
    const options = { types: ["node"], noPropertyAccessFromIndexSignature: false };
    const config = { extends: "../../tsconfig.json", compilerOptions: options, include: ["*.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    await Promise.all([...examples, ...recipes].map((code, index) => writeFile(join(folder, `${index}.ts`), code)));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("compile as they stand", async () => {
    const tsc = fileURLToPath(new URL("./bin/tsc", import.meta.resolve("typescript/package.json")));
    const { stdout } = await run(process.execPath, [tsc, "--noEmit", "-p", folder]).catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(stdout).toBe("");
  });

  test("run as they stand, and print what they say", async () => {
    const env = { ...process.env, CHATBASE_API_KEY: "readme-key", NODE_OPTIONS: "" };
    const printed = await Promise.all(
      examples.map(async (_, index) => {
        const preload = new URL("./support/readme-api.ts", import.meta.url).href;
        const args = ["--import", preload, join(folder, `${index}.ts`)];
        return (await run(process.execPath, args, { env })).stdout.trim().split("\n");
      }),
    );
    expect(printed).toEqual([
      [1, 2, 3, 4, 5, 6].map((number) => `lead_${number} Person ${number} 2024-01-01T12:00:00Z`),
      ["page 1 of up to 50: 2 leads", "6 addresses", "3", "1 2", "2 2", "3 2"],
      ["no such chatbot"],
      ["6 leads, then 0 new ones"],
      [""],
    ]);
  });
});

describe("the tables of the README", () => {
  /** Name in the first cell -> the cells after it. */
  const rows = new Map(
    [...readme.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].map(([, name = "", cells = ""]) => [
      name,
      cells.split("|").map((cell) => cell.trim()),
    ]),
  );

  test("name every error and no other, with its status", () => {
    const named = [...rows.keys()].filter((name) => name.endsWith("Error"));
    const thrown = Object.keys(api).filter((name) => name.endsWith("Error") && name !== "ChatbaseError");
    expect(named.toSorted()).toEqual(thrown.toSorted());
    for (const [status, [type]] of Object.entries(refusals))
      expect(rows.get(type.name)?.[0]).toMatch(new RegExp(`^${status}`));
  });

  test("give the defaults that the code has", () => {
    expect(rows.get("baseUrl")?.[1]).toContain(`\`${defaults.baseUrl}\``);
    for (const name of ["timeout", "totalTimeout", "maxRetries", "validate", "maxResponseBytes"] as const) {
      expect([name, rows.get(name)?.[1]]).toEqual([name, `\`${defaults[name]}\``]);
    }
    const waits = Object.entries(defaults.retry).map(([name, value]) => `\`${name}\` ${value}`);
    for (const wait of waits) expect(rows.get("retry")?.[2]).toContain(wait);
    expect(readme).toContain(`A walk from page 1 asks for ${walkSize};`);
  });
});
