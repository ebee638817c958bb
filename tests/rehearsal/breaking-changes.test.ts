import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { root } from "../run/rooms.ts";
import { type BreakingChange, breakingChanges, changeCode, changeSpec, writeChangeset } from "./breaking-changes.ts";
import { checkSizes, sizeLimits } from "./sizes.ts";

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "breaking-"));
  onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
  for (const folder of ["spec", ".changeset", "packages/client/src/generated"])
    mkdirSync(join(clone, folder), { recursive: true });
  cpSync(join(root, "spec/openapi.yaml"), join(clone, "spec/openapi.yaml"));
});

const read = (path: string) => readFileSync(join(clone, path), "utf8");

test.each(breakingChanges)("$title: today's spec has $from, and $to is new", (change) => {
  const words = () => new Set(read("spec/openapi.yaml").match(/\w+/g));
  expect(words().has(change.to)).toBe(false);
  changeSpec(clone, change);
  expect([words().has(change.from), words().has(change.to)]).toEqual([false, true]);
});

test("a change of something that the spec does not have is no rehearsal", () => {
  const change: BreakingChange = { title: "nothing", from: "noSuchName", to: "other" };
  expect(() => changeSpec(clone, change)).toThrow("the spec has no noSuchName to rename");
});

test("the code follows in whole words, and what is generated is left to the generator", () => {
  const code = "const chatbotId = chatbotIds[0];";
  writeFileSync(join(clone, "packages/client/src/a.ts"), code);
  writeFileSync(join(clone, "packages/client/src/generated/b.ts"), code);
  expect(changeCode(clone, { title: "", from: "chatbotId", to: "botId" })).toBe(1);
  expect(read("packages/client/src/a.ts")).toBe("const botId = chatbotIds[0];");
  expect(read("packages/client/src/generated/b.ts")).toBe(code);
});

test("the changeset names every package and its bump", () => {
  writeChangeset(clone, ["one", "two"], "major", { title: "it is gone", from: "a", to: "b" });
  expect(read(".changeset/rehearsed-break.md")).toBe(
    '---\n"one": major\n"two": major\n---\n\nRehearsed: it is gone, `b` instead of `a`.\n',
  );
});

test("a size at its limit passes, and one byte more does not", () => {
  const sizes = sizeLimits.map((each) => ({ ...each, bytes: each.limit }));
  expect(() => checkSizes(sizes)).not.toThrow();
  const [first, ...others] = sizes;
  if (first === undefined) throw new Error("no limits");
  expect(() => checkSizes([{ ...first, bytes: first.limit + 1 }, ...others])).toThrow("client with validation");
});
