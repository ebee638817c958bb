import { ImportError, maxRecordLength } from "./row.ts";

/** A record of a CSV file, as it stands there. */
export interface TextRecord {
  /** Line on which it starts, counted from 1. */
  readonly line: number;
  /** Without the line break at its end. */
  readonly raw: string;
}

const everyBreak = /\r\n|\n|\r/g;
const nextBreak = /[\r\n]/g;

/**
 * Splits CSV text, which comes in chunks, into records: at LF, CRLF or CR outside of quotes. A record whose quotes are broken
 * may come with lines that follow it; `splitCells` refuses it.
 */
export class RecordSplitter {
  #rest = "";
  #line = 1;

  /**
   * The records that are whole; blank lines are passed over.
   *
   * @param last whether no chunk follows.
   * @throws {ImportError} for a record longer than 1 MiB.
   */
  *split(chunk: string, last: boolean): Generator<TextRecord> {
    const text = this.#rest + chunk;
    let from = 0;
    while (from < text.length) {
      const end = endOfRecord(text, from, last);
      if (end === undefined) break;
      const raw = text.slice(from, end);
      this.#checkLength(raw);
      if (raw !== "") yield { line: this.#line, raw };
      from = text.startsWith("\r\n", end) ? end + 2 : end + 1;
      this.#line += 1 + (raw.includes('"') ? (raw.match(everyBreak)?.length ?? 0) : 0);
    }
    this.#rest = text.slice(from);
    this.#checkLength(this.#rest);
  }

  #checkLength({ length }: string): void {
    if (length <= maxRecordLength) return;
    throw new ImportError(`Line ${this.#line}: the record is longer than 1 MiB. Is a quote not closed?`);
  }
}

/** Where the record ends that begins at `from`; undefined if the text does not tell yet. */
function endOfRecord(text: string, from: number, last: boolean): number | undefined {
  let quotes = 0;
  for (let start = from; ; ) {
    nextBreak.lastIndex = start;
    const end = nextBreak.exec(text)?.index ?? text.length;
    // A CR at the end may be half of a CRLF.
    const known = end < text.length - 1 || text[end] === "\n";
    if (!known && !last) return undefined;
    quotes += countQuotes(text.slice(start, end));
    if (quotes % 2 === 0 || end === text.length) return end;
    start = end + 1;
  }
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** The cells of a record; undefined if its quotes are not those of RFC 4180. */
export function splitCells(raw: string): string[] | undefined {
  if (!raw.includes('"')) return raw.split(",");
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    const cell = raw[at] === '"' ? quotedCell(raw, at) : plainCell(raw, at);
    if (!cell) return undefined;
    cells.push(cell.text);
    at = cell.end;
    if (at === raw.length) return cells;
    if (raw[at] !== ",") return undefined;
  }
}

interface Cell {
  readonly text: string;
  /** Where the text goes on behind the cell. */
  readonly end: number;
}

function plainCell(raw: string, from: number): Cell | undefined {
  const comma = raw.indexOf(",", from);
  const end = comma === -1 ? raw.length : comma;
  const text = raw.slice(from, end);
  return text.includes('"') ? undefined : { text, end };
}

function quotedCell(raw: string, from: number): Cell | undefined {
  let end = raw.indexOf('"', from + 1);
  // A doubled quote is a quote of the text.
  while (end !== -1 && raw[end + 1] === '"') end = raw.indexOf('"', end + 2);
  return end === -1 ? undefined : { text: raw.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}
