import { describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run/rooms.ts";
import { wrongAnswers } from "../wrong-answers/wrong-answers.ts";
import { type Target, targets } from "./checks.ts";
import { applyEdit, faultsOf, type Mutation, writtenList } from "./mutation.ts";
import { pageFile } from "./page.ts";
import { sample } from "./sample.ts";

const list = writtenList();
const countOf = (mutations: readonly Mutation[], target: Target) =>
  mutations.filter((mutation) => mutation.target === target).length;

describe("the written list", () => {
  test("applies to this tree, each place exactly once", () => {
    expect(faultsOf(list, root).join("\n")).toBe("");
  });

  test.each([
    ["spec", 20],
    ["contract", 15],
    ["server", 16],
    ["client", 10],
  ] as const)("has mutations of the %s, %d at least", (target, least) => {
    expect(countOf(list, target)).toBeGreaterThanOrEqual(least);
  });

  test("has ids that begin with their target, and says in a sentence what is wrong", () => {
    expect(list.filter(({ id, target }) => !id.startsWith(`${target}-`))).toEqual([]);
    expect(list.filter(({ breaks }) => !/^[A-Z`].{15,}\.$/.test(breaks))).toEqual([]);
  });

  test("has each of the 13 wrong answers", () => {
    const numbers = list.flatMap(({ id }) => /^server-(\d\d)-/.exec(id)?.[1] ?? []).map(Number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(wrongAnswers.map(({ number }) => number));
  });

  test("is the one that docs/drift.md gives the score of, and nobody survived", () => {
    const page = readFileSync(join(root, pageFile), "utf8");
    const rows = [...page.matchAll(/^\| ([a-z]+-[a-z0-9-]+) \| (.+?) \| (.+?) \|/gm)];
    // Otherwise: `pnpm drift --write`.
    expect(rows.map(([, id]) => id)).toEqual(list.map(({ id }) => id));
    expect(rows.map(([, , breaks]) => breaks)).toEqual(list.map(({ breaks }) => breaks));
    expect(rows.filter(([, , , caughtBy]) => caughtBy === "NOBODY")).toEqual([]);
  });
});

describe("a mutation", () => {
  const edit = { file: "x.ts", find: "one", replace: "$& two" };

  test("is put in as it is written", () => {
    expect(applyEdit("x", edit, () => "zero one three")).toBe("zero $& two three");
  });

  test.each([
    ["is gone", "zero", "does not stand there"],
    ["stands twice", "one one", "stands there 2 times"],
  ])("whose place %s is named", (_, text, problem) => {
    expect(() => applyEdit("spec-x", edit, () => text)).toThrow(
      `spec-x does not apply: in x.ts the text "one" ${problem}`,
    );
  });

  test("that shares its id with another is a fault of the list", () => {
    expect(faultsOf([...list.slice(0, 1), ...list.slice(0, 1)], root)).toContain(`${list[0]?.id} is on the list twice`);
  });
});

describe("a sample", () => {
  test("is the same every time, in the order of the list, and covers every target", () => {
    const chosen = sample(list, 12);
    expect(chosen).toHaveLength(12);
    expect(sample(list.toReversed(), 12).toReversed()).toEqual(chosen);
    expect(chosen).toEqual(list.filter((mutation) => chosen.includes(mutation)));
    for (const target of Object.keys(targets) as Target[]) expect(countOf(chosen, target)).toBe(3);
  });

  test("of more than there are is all of them", () => {
    expect(sample(list, 9_999)).toEqual(list);
  });
});
