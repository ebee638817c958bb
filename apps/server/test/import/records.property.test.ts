import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RecordSplitter, splitCells, type TextRecord } from "../../src/import/records.ts";

/** The records of a text that comes in pieces. */
function split(pieces: readonly string[]): TextRecord[] {
  const splitter = new RecordSplitter();
  const parts = pieces.flatMap((piece) => Array.from(splitter.split(piece, false)));
  return [...parts, ...Array.from(splitter.split("", true))];
}

/** The cells of each record, undefined for broken quotes: as csv-parse has them, which reads character by character. */
function expectedCells(text: string): string[][] | undefined {
  try {
    return parse(text, { record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** Where each line of a text starts. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: found, index }) => index + found.length)];
}

const noise = fc.string({
  unit: fc.constantFrom('"', ",", "\n", "\r", "\r\n", "a", "b c", '""', '"x"'),
  maxLength: 25,
});
const cell = fc.oneof(
  fc.constantFrom("", "a", "é", "plain text"),
  fc.string({ unit: fc.constantFrom('""', ",", "\n", "\r\n", "\r", "z"), maxLength: 6 }).map((text) => `"${text}"`),
);
const record = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(","));
const wellFormed = fc
  .array(fc.tuple(record, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 8 })
  .map((lines) => lines.flat().join(""));
const cuts = fc.array(fc.nat(200), { maxLength: 6 });

function cutInto(text: string, at: readonly number[]): string[] {
  const edges = [0, ...at.map((edge) => Math.min(edge, text.length)).toSorted((a, b) => a - b), text.length];
  return edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
}

test.each([
  ["text of well-formed records", wellFormed],
  ["any text", noise],
])("%s gives the records that csv-parse gives, or is refused by both, wherever it is cut", (_, text) => {
  fc.assert(
    fc.property(text, cuts, (content, at) => {
      const records = split(cutInto(content, at));
      const cells = records.map(({ raw }) => splitCells(raw));
      expect(cells.includes(undefined) ? undefined : cells).toEqual(expectedCells(content));
      const starts = lineStarts(content);
      for (const { line, raw } of records) expect(content.startsWith(raw, starts[line - 1])).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});
