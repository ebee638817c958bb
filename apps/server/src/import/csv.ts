import type { Readable } from "node:stream";
import { nearMiss } from "../near-miss.ts";
import { RecordSplitter, splitCells, type TextRecord } from "./records.ts";
import { decodeBytes, ImportError, isAscii, type Row, RowError } from "./row.ts";

/** Checks the header: every column is a field of a lead, none twice. Its cells are not repeated: it may be a row of data. */
function readHeader(record: TextRecord, fields: readonly string[]): string[] {
  const header = cellsOf(record).map((cell) => decodeHeader(cell).trim());
  if (header.length === 1 && /[;\t]/.test(header[0] ?? "")) {
    throw new ImportError("The header is separated by semicolons or tabs. Save the file as CSV with commas.");
  }
  for (const [index, name] of header.entries()) {
    if (!fields.includes(name)) {
      const meant = nearMiss(name, fields);
      const hint = meant === undefined ? "Is the header row missing?" : `Did you mean ${meant}?`;
      throw new ImportError(`Column ${index + 1} of the header is no field of a lead (${fields.join(", ")}). ${hint}`);
    }
    if (header.indexOf(name) !== index) throw new ImportError(`The column ${name} stands in the header twice.`);
  }
  return header;
}

function decodeHeader(cell: string): string {
  try {
    return decodeBytes(cell);
  } catch (error) {
    throw error instanceof RowError ? new ImportError(`Line 1: ${error.message}.`, { cause: error }) : error;
  }
}

/** Broken quoting is a fault of the file, not of a row: nobody can tell where the next record starts. */
function cellsOf({ line, raw }: TextRecord): string[] {
  const cells = splitCells(raw);
  if (cells) return cells;
  throw new ImportError(
    `Line ${line}: the quotes are not those of RFC 4180. Put the field in quotes and double each quote inside it.`,
  );
}

function readFields(record: TextRecord, header: readonly string[]): Record<string, unknown> {
  const cells = cellsOf(record);
  if (cells.length !== header.length)
    throw new RowError(`it has ${cells.length} cells, the header has ${header.length}`);
  const plain = isAscii(record.raw);
  const fields: Record<string, unknown> = {};
  for (const [index, name] of header.entries()) {
    const cell = cells[index] ?? "";
    // An empty cell is how CSV writes that there is no value.
    if (cell !== "") fields[name] = plain ? cell : decodeBytes(cell);
  }
  return fields;
}

/** The rows below the header. */
class CsvRows {
  readonly #fields: readonly string[];
  #header: readonly string[] | undefined;

  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  *read(records: Iterable<TextRecord>): Generator<Row> {
    for (const record of records) {
      const header = this.#header;
      if (header) yield { ...record, header: header.join(","), fields: () => readFields(record, header) };
      else this.#header = readHeader(record, this.#fields);
    }
  }
}

/**
 * Reads CSV as RFC 4180 has it: header row, quoted fields, CRLF, LF or CR.
 *
 * @returns the rows, some at a time; each is to be read before the next is asked for.
 * @throws {ImportError} for a header that does not fit, and for broken quoting.
 */
export async function* readCsv(bytes: Readable, fields: readonly string[]): AsyncGenerator<Iterable<Row>> {
  const splitter = new RecordSplitter();
  const rows = new CsvRows(fields);
  for await (const chunk of bytes.setEncoding("latin1") as AsyncIterable<string>)
    yield rows.read(splitter.split(chunk, false));
  yield rows.read(splitter.split("", true));
}
