import { createReadStream, type ReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { ImportError } from "./row.ts";

/** A file of leads, looked into but not yet read. */
export interface ImportFile {
  readonly path: string;
  readonly format: "csv" | "ndjson";
  /** Bytes. */
  readonly size: number;
  /** The bytes after the byte order mark. */
  readonly read: () => ReadStream;
}

const utf8Mark = "\u00ef\u00bb\u00bf";
const utf16Marks = ["\u00ff\u00fe", "\u00fe\u00ff"];

async function head(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
  return buffer.toString("latin1", 0, bytesRead);
}

function formatOf(text: string, path: string): ImportFile["format"] {
  const [first] = text.trimStart();
  if (first === undefined) throw new ImportError(`${path} is empty. Give a CSV file with a header row, or NDJSON.`);
  if (first === "[") throw new ImportError(`${path} is a JSON array. Write one lead a line instead (NDJSON).`);
  return first === "{" ? "ndjson" : "csv";
}

async function look(file: FileHandle, path: string, size: number): Promise<ImportFile> {
  const start = await head(file);
  if (utf16Marks.some((mark) => start.startsWith(mark))) throw new ImportError(`${path} is UTF-16. Save it as UTF-8.`);
  const offset = start.startsWith(utf8Mark) ? utf8Mark.length : 0;
  return {
    path,
    format: formatOf(start.slice(offset), path),
    size,
    read: () => createReadStream(path, { start: offset, highWaterMark: 262_144 }),
  };
}

/**
 * Opens a file of leads and tells its format from how it begins: NDJSON with `{`, CSV with anything else.
 *
 * @throws {ImportError} if there is no such file, or it is neither.
 */
export async function openImportFile(path: string): Promise<ImportFile> {
  // Asked before it is opened: opening a pipe waits for a writer.
  const stats = await stat(path).catch(refuse(path));
  if (!stats.isFile()) throw new ImportError(`${path} is not a file.`);
  const file = await open(path).catch(refuse(path));
  try {
    return await look(file, path, stats.size);
  } finally {
    await file.close();
  }
}

function refuse(path: string): (error: unknown) => never {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    // A pipe cannot be looked into and then read from its beginning.
    if (path === "-" && code === "ENOENT")
      throw new ImportError(
        "There is no file -. A file on standard input is /dev/stdin; save what a pipe gives first.",
      );
    throw new ImportError(code === "ENOENT" ? `There is no file ${path}.` : `Cannot read ${path} (${code}).`);
  };
}
