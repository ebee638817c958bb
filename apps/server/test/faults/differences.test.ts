import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { startOptions } from "../../src/flags.ts";
import { faultNames, faults } from "../../src/faults/registry.ts";

const page = readFileSync(new URL("../../DIFFERENCES.md", import.meta.url), "utf8");
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Rows of the table of faults: name, second column, and the values in it. */
const rows = [...(page.split("## Faults")[1] ?? "").matchAll(/^\| `([a-z-]+)` \| ([^|]*)\|/gm)].map(
  ([, name = "", column = ""]) => ({
    name,
    column,
    values: [...column.matchAll(/`([^`]+)`/g)].map(([, value = ""]) => value),
  }),
);

describe("DIFFERENCES.md and the table of faults", () => {
  test("list the same faults in the same order", () => {
    expect(rows.map(({ name }) => name)).toEqual(faultNames);
  });

  test.each(rows.filter(({ values }) => values.length > 0))("$name takes the values that stand there", (row) => {
    const fault = faults[row.name as keyof typeof faults];
    expect(row.values.filter((value) => fault.read(value) === undefined)).toEqual([]);
  });

  test("have a value where one has to be given", () => {
    const withValue = rows.filter(({ column }) => column.trim() !== "").map(({ name }) => name);
    expect(withValue).toEqual(faultNames.filter((name) => faults[name].example !== ""));
  });
});

test("README.md lists every flag of start with its variable, and no other", () => {
  const listed = [...readme.matchAll(/^\| `(--[a-z-]+)` \| `(CHATBASE_[A-Z_]+)` \|/gm)].map(([, flag, variable]) => ({
    flag,
    variable,
  }));
  const options = startOptions().map(({ long, envVar }) => ({ flag: long, variable: envVar }));
  expect(listed).toEqual(options);
});
