import { expect, test } from "vitest";
import { CannotRehearse, createSteps, renderSummary } from "./steps.ts";

test("each step has a line with its seconds and what came of it, and the summary has all of them", async () => {
  const lines: string[] = [];
  const { step, results } = createSteps((line) => lines.push(line));
  const value = await step("Packages are packed", (say) => {
    say("4 tarballs");
    return 4;
  });
  await step("Nothing is left", () => {});
  expect(value).toBe(4);
  expect(lines[0]).toMatch(/^✓ +\d+\.\d s {2}Packages are packed: 4 tarballs$/);
  expect(lines[1]).toMatch(/^✓ +\d+\.\d s {2}Nothing is left$/);
  const summary = renderSummary(results, "0.1.0 can be released.");
  expect(summary).toMatch(/Packages are packed +\d+\.\d s {2}4 tarballs\n/);
  expect(summary.endsWith("\n0.1.0 can be released.")).toBe(true);
});

test("a failed step says why, is in the summary, and stops what follows", async () => {
  const lines: string[] = [];
  const { step, results } = createSteps((line) => lines.push(line));
  const failing = step("Size limits", () => {
    throw new Error("too large\nby far");
  });
  await expect(failing).rejects.toThrow("too large");
  expect(lines[0]).toMatch(/^✗ .*Size limits\n +too large\n +by far$/);
  expect(renderSummary(results, "no")).toMatch(/Size limits +\d+\.\d s {2}FAILED, see above\n/);
});

test("what is missing on this machine says nothing about the release", async () => {
  const { prepare, step, results } = createSteps(() => {});
  const missing = () => Promise.reject(new Error("no network"));
  await expect(prepare("A registry runs", missing)).rejects.toThrow(CannotRehearse);
  await expect(step("A registry runs", missing)).rejects.not.toThrow(CannotRehearse);
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
});
