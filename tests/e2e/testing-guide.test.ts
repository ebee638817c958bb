/** docs/testing.md: its files, written down as a team would, pass in the runner that each is for. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root, run } from "./program.ts";

const here = import.meta.dirname;
const guide = readFileSync(join(root, "docs/testing.md"), "utf8");
const files = [...guide.matchAll(/^```ts (\S+)\n([^]*?)^```$/gm)].map(([, name = "", text = ""]) => ({ name, text }));
const nodeTests = files.map(({ name }) => name).filter((name) => name.endsWith(".node-test.ts"));
const binary = (name: string) => fileURLToPath(new URL(name, import.meta.resolve("vitest/package.json")));

let folder = "";
beforeAll(() => {
  // Here and not in the system's folder for such things: the packages must be found from it.
  folder = mkdtempSync(join(here, ".testing-guide-"));
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs one of the guide's tests, changed in a way that breaks what it is about. */
async function broken(name: string, from: string, to: string, args: readonly string[]): Promise<string> {
  const text = files.find((file) => file.name === name)?.text ?? "";
  expect(text.split(from)).toHaveLength(2);
  writeFileSync(join(folder, name), text.replace(from, to));
  try {
    await run(process.execPath, args, { cwd: folder, env });
    return "passed";
  } catch (error) {
    const { stdout } = error as { stdout: string };
    return stdout;
  } finally {
    writeFileSync(join(folder, name), text);
  }
}

// Not the variables by which vitest knows that it runs inside of vitest, or node:test of node:test.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_TEST_|NODE_OPTIONS|VITE_)/.test(name)),
);
// A busy machine may take longer than vitest waits by itself.
const vitest = [binary("vitest.mjs"), "run", "--root", ".", "--testTimeout", "60000"];
const nodeTest = ["--test", "--test-reporter=tap", ...nodeTests];

test("has code, and tests for both runners", () => {
  expect(files.map(({ name }) => name)).toEqual([
    "copy-leads.ts",
    "copy-leads.test.ts",
    "copy-leads.node-test.ts",
    "own-leads.node-test.ts",
  ]);
});

test("compiles as it stands", async () => {
  const options = { types: ["node"], skipLibCheck: true };
  const config = { extends: "../../../tsconfig.base.json", compilerOptions: options, include: ["*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = fileURLToPath(new URL("./bin/tsc", import.meta.resolve("typescript/package.json")));
  const said = await run(process.execPath, [tsc, "--noEmit", "-p", folder]).catch((error: unknown) => error);
  expect((said as { stdout: string }).stdout).toBe("");
});

test("passes in vitest", async () => {
  const { stdout } = await run(process.execPath, vitest, { cwd: folder, env });
  expect(stdout).toMatch(/4 passed/);
});

test("passes in node:test", async () => {
  const { stdout } = await run(process.execPath, nodeTest, { cwd: folder, env });
  expect(stdout).toMatch(/^# pass 4$/m);
  expect(stdout).toMatch(/^# fail 0$/m);
});

test("fails when the code under test stops at a short page, which is what the clamp is for", async () => {
  const walk = "for await (const lead of client.leads.list({ chatbotId })) crm.set(lead.id, lead.email ?? lead.phone);";
  const short = `for await (const page of client.leads.list({ chatbotId }).pages()) {
    for (const lead of page.items) crm.set(lead.id, lead.email ?? lead.phone);
    if (page.items.length < 100) return;
  }`;
  expect(await broken("copy-leads.ts", walk, short, vitest)).toMatch(/1 failed/);
});
