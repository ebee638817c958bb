import { existsSync } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { parse as parsePath } from "node:path";
import type { ImportFile } from "./import-file.ts";
import { ImportError, type Row } from "./row.ts";

/**
 * The rows that were left out, byte for byte, in a file beside the one that is imported: mend them there and import it. Made
 * when the first row comes; readable by its owner only, for it holds personal data.
 */
export class Rejects {
  readonly path: string;
  #file: FileHandle | undefined;

  /** @throws {ImportError} if the file is there already: it may hold rows that somebody has mended. */
  constructor(source: ImportFile) {
    const { dir, name } = parsePath(source.path);
    this.path = `${dir === "" ? "" : `${dir}/`}${name}.rejected.${source.format}`;
    if (existsSync(this.path)) {
      throw new ImportError(
        `${this.path} is left from an earlier import. Import it, or move it away, and run this again.`,
      );
    }
  }

  async add(row: Row): Promise<void> {
    this.#file ??= await this.#create(row.header);
    await this.#file.write(`${row.raw}\n`, null, "latin1");
  }

  async #create(header: string): Promise<FileHandle> {
    const file = await open(this.path, "wx", 0o600);
    if (header !== "") await file.write(`${header}\n`, null, "latin1");
    return file;
  }

  /** Brings the rows to the disk. To be called before the rest is committed: a row is in one of the two, never in none. */
  async keep(): Promise<void> {
    await this.#file?.sync();
    await this.#file?.close();
  }

  /** Removes the file: the import came to nothing. */
  async discard(): Promise<void> {
    await this.#file?.close();
    if (this.#file) await unlink(this.path);
  }
}
