/** DESIGN.md as tests: the arrow and the house rules, each with violations that it must find. */
import { describe, expect, test } from "vitest";
import { plant, readRepository } from "./architecture/repository.ts";
import { rules, textsOf } from "./architecture/rules.ts";

const files = readRepository();

describe.each(rules)("$title", ({ check, planted }) => {
  test("holds", () => {
    expect(check(files)).toEqual([]);
  });

  test.each(planted.map((violation, index) => [index + 1, Object.keys(violation)[0], violation] as const))(
    "finds violation %i, planted in %s",
    (_index, _path, violation) => {
      const before = check(files);
      const found = check(plant(files, textsOf(violation, files))).filter((entry) => !before.includes(entry));
      expect(found).not.toEqual([]);
    },
  );
});

test("the rules look at real files", () => {
  expect(files.length).toBeGreaterThan(50);
});
