import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { groupVersion } from "../release/base.ts";
import { raise } from "../release/bump.ts";
import { readGiven } from "../release/pending.ts";
import { root } from "../run/rooms.ts";
import { breakingChanges } from "./breaking-changes.ts";
import type { Cell, Rehearsed } from "./compatibility.ts";
import { compareTable, readTable, renderTable, replaceTable, tableFile, versionsOf } from "./table.ts";

const readme = readFileSync(join(root, tableFile), "utf8");
const versions: Rehearsed[] = [
  { version: "0.1.0", change: undefined, parameter: "chatbotId" },
  { version: "1.0.0", change: "something is gone", parameter: "chatbotId" },
];
const refused = { name: "ContractError", message: "broke the contract", status: 200 };
const cells: Cell[] = [
  { client: "0.1.0", server: "0.1.0", error: undefined },
  { client: "1.0.0", server: "0.1.0", error: refused },
  { client: "0.1.0", server: "1.0.0", error: refused },
  { client: "1.0.0", server: "1.0.0", error: undefined },
];

test("the client's README has a table of the release that is due and the breaking ones after it", async () => {
  const version = groupVersion(root);
  const due = raise(version, (await readGiven(root, { before: version, now: version })).bump);
  const rehearsed = breakingChanges.map((_, index) => `${Number(due.split(".")[0]) + index + 1}.0.0`);
  expect(versionsOf(readTable(readme)), "run `pnpm release:rehearse --write`").toEqual([due, ...rehearsed]);
});

test("the client's README has a cell for every client and every server", () => {
  const lines = readTable(readme)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  expect(lines).toHaveLength(breakingChanges.length + 3);
  for (const [index, line] of lines.slice(2).entries()) {
    const columns = line.split("|").slice(2, -1);
    const results = columns.map((cell) => cell.trim());
    expect(results.filter((cell) => cell !== "every lead" && !/^`\w+Error`$/.test(cell))).toEqual([]);
    expect(results[index], "a version fits itself").toBe("every lead");
  }
});

test("a table names versions, what each breaks, and each message once", () => {
  const table = renderTable(versions, cells);
  expect(versionsOf(table)).toEqual(["0.1.0", "1.0.0"]);
  expect(table).toContain("| **0.1.0** | every lead | `ContractError` |");
  expect(table).toContain("| 1.0.0, rehearsed | `ContractError` | every lead |");
  expect(table).toContain("- 1.0.0: something is gone");
  expect(table.match(/broke the contract/g)).toHaveLength(1);
});

test("a pair that nobody tried is no table", () => {
  expect(() => renderTable(versions, cells.slice(1))).toThrow("0.1.0 was not tried against 0.1.0");
});

test("what is written is what is read, and a stale table is shown beside the found one", () => {
  const table = renderTable(versions, cells);
  const document = replaceTable(readme, table);
  expect(readTable(document)).toBe(table);
  expect(document.replace(table, readTable(readme))).toBe(readme);
  expect(() => compareTable(document, table)).not.toThrow();
  const stale = document.replace("| every lead | `ContractError` |", "| every lead | every lead |");
  expect(() => compareTable(stale, table)).toThrow(
    /--write[^]*every lead \| every lead[^]*Found was:[^]*`ContractError`/,
  );
});

test("a README without a place for the table is refused", () => {
  expect(() => readTable("# A client")).toThrow(`${tableFile} has lost one of these lines`);
});
