import type { Readable } from "node:stream";
import { HalfCharacter, parseWhole } from "../whole-json.ts";
import { decodeBytes, ImportError, maxRecordLength, type Row, RowError } from "./row.ts";

function readFields(raw: string, known: readonly string[]): Record<string, unknown> {
  const value = parse(decodeBytes(raw));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RowError("it is not a JSON object");
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) throw new RowError(`it has a field that a lead does not have (${known.join(", ")})`);
    // The real API writes null for what a person did not give; it means that there is no value.
    if (fields[name] === null) delete fields[name];
  }
  return fields;
}

function parse(text: string): unknown {
  try {
    return parseWhole(text);
  } catch (error) {
    if (error instanceof HalfCharacter)
      throw new RowError("it has half a character: a surrogate without the other one");
    throw new RowError("it is not JSON");
  }
}

// Not trim(): to a text of bytes a part of a letter can look like a space.
const blanks = " \t\r";

function trim(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && blanks.includes(text[from] ?? "")) from += 1;
  while (to > from && blanks.includes(text[to - 1] ?? "")) to -= 1;
  return text.slice(from, to);
}

/** Splits at LF only: readline would also split at U+2028, which may stand in a JSON string. */
class Lines {
  readonly #fields: readonly string[];
  #rest = "";
  #line = 0;

  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  *read(chunk: string, last: boolean): Generator<Row> {
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = last ? "" : (lines.pop() ?? "");
    for (const text of lines) {
      this.#line += 1;
      this.#checkLength(text, this.#line);
      const raw = trim(text);
      if (raw !== "") yield { line: this.#line, raw, header: "", fields: () => readFields(raw, this.#fields) };
    }
    this.#checkLength(this.#rest, this.#line + 1);
  }

  #checkLength({ length }: string, line: number): void {
    if (length > maxRecordLength) throw new ImportError(`Line ${line} is longer than 1 MiB. Write one lead a line.`);
  }
}

/**
 * Reads NDJSON: one JSON object a line; blank lines are passed over.
 *
 * @returns the rows, some at a time; each is to be read before the next is asked for.
 * @throws {ImportError} for a line longer than 1 MiB.
 */
export async function* readNdjson(bytes: Readable, fields: readonly string[]): AsyncGenerator<Iterable<Row>> {
  const lines = new Lines(fields);
  for await (const chunk of bytes.setEncoding("latin1") as AsyncIterable<string>) yield lines.read(chunk, false);
  yield lines.read("", true);
}
