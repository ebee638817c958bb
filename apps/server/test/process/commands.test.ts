/** What the program says of itself, and of commands that it does not have. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryFolder } from "../folder.ts";
import { runProgram } from "./program.ts";

const all = "Commands: start, leads, keys, backup, restore, check.";

test.each([
  [["nope"], `There is no command nope. ${all}\n`],
  [
    ["import", "x.csv", "--chatbot", "imports-go-here-00001"],
    `There is no command import. ${all} Did you mean leads import?\n`,
  ],
  [["revoke", "key_0"], `There is no command revoke. ${all} Did you mean keys revoke?\n`],
  [["strat"], `There is no command strat. ${all} Did you mean start?\n`],
])("%j is no command, and nothing is started", async (args, message) => {
  const folder = temporaryFolder();
  expect(await runProgram(args, folder)).toEqual({ code: 1, stdout: "", stderr: message });
  expect(readdirSync(folder)).toEqual([]);
});

test.each(["-v", "--version"])("%s is that of package.json", async (flag) => {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  expect(await runProgram([flag], temporaryFolder())).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([["--help"], ["help"]])("%s says what is done without a command", async (...args) => {
  const { code, stdout } = await runProgram(args, temporaryFolder());
  expect(code).toBe(0);
  expect(stdout).toContain("Without a command: start.");
});
