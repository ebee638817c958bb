import type { Readable } from "node:stream";
import { decodeBytes, ImportError, maxRecordLength, type Row, RowError } from "./row.ts";

function readFields(raw: string, known: readonly string[]): Record<string, unknown> {
  const value = parse(decodeBytes(raw));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RowError("it is not a JSON object");
  if (Object.keys(value).some((name) => !known.includes(name))) {
    throw new RowError(`it has a field that a lead does not have (${known.join(", ")})`);
  }
  // The real API writes null for what a person did not give; it means that there is no value.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RowError("it is not JSON");
  }
}

/** Splits at LF only: readline would also split at U+2028, which may stand in a JSON string. */
async function* splitLines(bytes: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of bytes.setEncoding("latin1") as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (rest.length > maxRecordLength) yield rest;
  }
  if (rest !== "") yield rest;
}

/**
 * Reads NDJSON: one JSON object a line; blank lines are passed over.
 *
 * @throws {ImportError} for a line longer than 1 MiB.
 */
export async function* readNdjson(bytes: Readable, fields: readonly string[]): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of splitLines(bytes)) {
    line += 1;
    if (text.length > maxRecordLength)
      throw new ImportError(`Line ${line} is longer than 1 MiB. Write one lead a line.`);
    // Not trim(): to a text of bytes a part of a letter can look like a space.
    const raw = text.replace(/^[ \t\r]+|[ \t\r]+$/g, "");
    if (raw !== "") yield { line, raw, header: "", fields: () => readFields(raw, fields) };
  }
}
