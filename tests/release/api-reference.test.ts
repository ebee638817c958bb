import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run/rooms.ts";
import { referenceFile, writeReference } from "./api-reference.ts";
import { readPublic } from "./api-report.ts";

test("the committed reference is what the docstrings say; otherwise `pnpm api:report`", () => {
  expect(readFileSync(join(root, referenceFile), "utf8")).toBe(writeReference(root));
});

test("every public name has a docstring, and so has every option", () => {
  const names = readPublic(root, { removeComments: false });
  expect(
    names.filter(({ declaration }) => declaration.comment === "").map(({ declaration }) => declaration.name),
  ).toEqual([]);
  for (const name of [
    "ClientOptions",
    "CallOptions",
    "ListOptions",
    "RetryOptions",
    "ListLeadsParams",
    "SinceParams",
  ]) {
    const text = names.find(({ declaration }) => declaration.name === name)?.declaration.text ?? "";
    const options = [...text.matchAll(/^ {4}(\w+)\??:/gm)].length;
    expect([name, options > 0, [...text.matchAll(/^ {4}\/\*\*/gm)].length]).toEqual([name, true, options]);
  }
});
