import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collect } from "./outcome.ts";
import type { Room } from "./rooms.ts";
import { renderSummary, total } from "./summary.ts";
import type { TaskRun } from "./turbo.ts";

let room: Room;
beforeEach(() => {
  room = { name: "demo", packageName: "@kit/demo", folder: mkdtempSync(join(tmpdir(), "summary-")) };
});
afterEach(() => rmSync(room.folder, { recursive: true }));

function report(passed: number, failed: string[], suites: string[] = [], skipped = 0) {
  const file = join(room.folder, "a.test.ts");
  const tests = failed.map((fullName) => ({ fullName, status: "failed" }));
  const results = [
    { name: file, status: tests.length > 0 ? "failed" : "passed", assertionResults: tests },
    ...suites.map((name) => ({ name: join(room.folder, name), status: "failed", assertionResults: [] })),
  ];
  mkdirSync(join(room.folder, "reports"));
  writeFileSync(
    join(room.folder, "reports/test.json"),
    JSON.stringify({ numPassedTests: passed, numPendingTests: skipped, numTodoTests: 0, testResults: results }),
  );
}

const task = (taskId: string, exitCode: number | undefined): TaskRun => ({
  taskId,
  exitCode,
  seconds: 1.2,
  cached: false,
});

function summary(...tasks: TaskRun[]) {
  const outcome = collect({ exitCode: 0, tasks }, [room]);
  const text = renderSummary(outcome);
  return { ...total(outcome), text, last: text.split("\n").at(-1) };
}

describe("the summary of pnpm test", () => {
  test("ends with the counts, alone on the last line", () => {
    report(12, []);
    expect(summary(task("@kit/demo#test", 0)).last).toBe("12 passed, 0 failed");
  });

  test("says how many were skipped, if any", () => {
    report(12, [], [], 3);
    expect(summary(task("@kit/demo#test", 0)).last).toBe("12 passed, 0 failed, 3 skipped");
  });

  test("names failing tests with their files, and the command that runs them again", () => {
    report(1, ["pages > stops too early"]);
    const { text, failed } = summary(task("@kit/demo#test", 1));
    expect(failed).toBe(1);
    expect(text).toContain("demo: a.test.ts: pages > stops too early");
    expect(text).toContain("pnpm test demo");
  });

  test.each([
    ["a test file that does not load", () => report(1, [], ["broken.test.ts"]), 1],
    ["a run that ended without a report", () => {}, 1],
    ["an error outside any test", () => report(3, []), 1],
    ["a room in which no test ran", () => report(0, []), 0],
    ["a task that was never started", () => report(3, []), undefined],
  ])("counts %s as a failure", (_name, arrange, exitCode) => {
    arrange();
    expect(summary(task("@kit/demo#test", exitCode)).failed).toBe(1);
  });

  test("counts a failed check as a failure, and says how to run it again", () => {
    report(3, []);
    const result = summary(task("@kit/demo#test", 0), task("@kit/demo#typecheck", 2), task("//#lint:code", 1));
    expect(result.last).toBe("3 passed, 2 failed");
    expect(result.text).toContain("pnpm --filter @kit/demo typecheck");
    expect(result.text).toContain("pnpm lint:code");
  });

  test("a run in which turbo did nothing is a failure", () => {
    report(3, []);
    expect(summary().failed).toBeGreaterThan(0);
  });
});
