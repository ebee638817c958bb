/** One record of an import file. */
export interface Row {
  /** Line of the file on which the record starts, counted from 1. */
  readonly line: number;
  /** The record as it stands in the file, one character a byte (latin1), without the line break. */
  readonly raw: string;
  /** What a file must begin with to hold this record: the header row of CSV, nothing for NDJSON. */
  readonly header: string;
  /**
   * The fields of the record, not yet checked against the contract.
   *
   * @throws {RowError} if it cannot be read.
   */
  readonly fields: () => Record<string, unknown>;
}

/** A record that cannot be imported. The message says why, never what the record holds. */
export class RowError extends Error {
  override readonly name = "RowError";
}

/** The import cannot go on. The message is for the person at the terminal and says what to do next. */
export class ImportError extends Error {
  override readonly name = "ImportError";
}

/** Longest record, in bytes. A quote that is never closed must not take the rest of the file into memory. */
export const maxRecordLength = 1_048_576;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
// oxlint-disable-next-line no-control-regex -- everything up to DEL is the same in ASCII and UTF-8
const ascii = /^[\x00-\x7f]*$/;

/** Whether bytes are the same in ASCII and UTF-8. */
export function isAscii(bytes: string): boolean {
  return ascii.test(bytes);
}

/**
 * Reads text that was split as bytes. Files are parsed byte by byte, because decoding first would turn what is not UTF-8 into
 * U+FFFD in silence.
 *
 * @throws {RowError} if the bytes are not UTF-8.
 */
export function decodeBytes(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  try {
    return utf8.decode(Buffer.from(bytes, "latin1"));
  } catch {
    throw new RowError("it is not UTF-8; save the file as UTF-8");
  }
}
