import type { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { nearMiss } from "../near-miss.ts";
import { decodeBytes, ImportError, maxRecordLength, type Row, RowError } from "./row.ts";

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
  readonly raw: string;
}

const lineBreaks = /\r\n|\n|\r/g;

/** Checks the header: every column is a field of a lead, none twice. Its cells are not repeated: it may be a row of data. */
function readHeader(cells: readonly string[], fields: readonly string[]): string[] {
  const header = cells.map((cell) => decodeBytes(cell).trim());
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

function readFields(record: readonly string[], header: readonly string[]): Record<string, unknown> {
  if (record.length !== header.length)
    throw new RowError(`it has ${record.length} cells, the header has ${header.length}`);
  // An empty cell is how CSV writes that there is no value.
  const cells = header.map((name, index) => [name, decodeBytes(record[index] ?? "")] as const);
  return Object.fromEntries(cells.filter(([, cell]) => cell !== ""));
}

function toRow({ record, info, raw }: Parsed, header: readonly string[]): Row {
  const trimmed = raw.replace(/^[\r\n]+|[\r\n]+$/g, "");
  const line = info.lines - (trimmed.match(lineBreaks)?.length ?? 0);
  return { line, raw: trimmed, header: header.join(","), fields: () => readFields(record, header) };
}

/** Broken quoting is a fault of the file, not of a row: nobody can tell where the next record starts. */
function explain(error: unknown): unknown {
  if (error instanceof RowError) return new ImportError(`Line 1: ${error.message}.`, { cause: error });
  if (!(error instanceof CsvError)) return error;
  const line = String((error as { lines?: number }).lines ?? "?");
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return new ImportError(`Line ${line}: the record is longer than 1 MiB. Is a quote not closed?`, { cause: error });
  }
  return new ImportError(
    `Line ${line}: the quotes are not those of RFC 4180. Put the field in quotes and double each quote inside it.`,
    { cause: error },
  );
}

/**
 * Reads CSV as RFC 4180 has it: header row, quoted fields, CRLF, LF or CR.
 *
 * @throws {ImportError} for a header that does not fit, and for broken quoting.
 */
export async function* readCsv(bytes: Readable, fields: readonly string[]): AsyncGenerator<Row> {
  const parser = parse({
    encoding: "latin1",
    info: true,
    raw: true,
    max_record_size: maxRecordLength,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  bytes.on("error", (error) => parser.destroy(error));
  let header: string[] | undefined;
  try {
    for await (const parsed of bytes.pipe(parser) as AsyncIterable<Parsed>) {
      if (header) yield toRow(parsed, header);
      else header = readHeader(parsed.record, fields);
    }
  } catch (error) {
    throw explain(error);
  } finally {
    bytes.destroy();
  }
}
