import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

test.each([
  ["a suite that is not there", ["pagee"], 2, /No suite is called pagee/],
  ["an option that is not there", ["--quik"], 2, /Unknown option '--quik'/],
  ["no number of rounds", ["--rounds", "none"], 2, /--rounds must be/],
  ["help", ["--help"], 0, /Usage: pnpm bench/],
])("the exit code says how it ended: %s", (_, args, code, said) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(stdout + stderr).toMatch(said);
  expect(status).toBe(code);
});
