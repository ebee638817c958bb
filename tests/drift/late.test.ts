/** A check that does not end is no catch: a busy machine would raise the score. */
import { expect, test } from "vitest";
import { firstToSee } from "./drift.ts";
import type { Mutation } from "./mutation.ts";
import type { Ended } from "./process.ts";

const late: Ended = { exitCode: undefined, late: true, output: "", stdout: "" };
const failed: Ended = { exitCode: 1, late: false, output: "Error: seen\n", stdout: "" };
const passed: Ended = { ...failed, exitCode: 0 };

/** What becomes of a mutation whose checks, `lint` and then `architecture`, end like this, one process after the other. */
async function verdictOf(...ends: Ended[]) {
  const edit = { file: "spec/openapi.yaml", find: "a", replace: "b", also: [] };
  const mutation: Mutation = { id: "spec-late", breaks: "", target: "spec", ...edit, checks: ["lint", "architecture"] };
  const asked: string[] = [];
  const run = (command: { cwd: string }): Promise<Ended> => {
    asked.push(command.cwd);
    return Promise.resolve(ends.shift() ?? passed);
  };
  return { ...(await firstToSee(mutation, { run })), asked };
}

test("a late check is asked once more, and its second answer counts", async () => {
  const asked = ["spec", "spec"];
  expect(await verdictOf(late, failed)).toEqual({ caughtBy: "lint", says: "Error: seen", asked });
});

test("a check that is late twice has seen nothing, and the next is asked", async () => {
  const asked = ["spec", "spec", "tests"];
  expect(await verdictOf(late, late, failed)).toEqual({ caughtBy: "architecture", says: "Error: seen", asked });
});

test("a mutation that only late checks might have seen survives, and they are named", async () => {
  expect(await verdictOf(late, late, passed)).toMatchObject({ caughtBy: undefined, says: "did not end in time: lint" });
});
