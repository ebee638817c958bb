import { existsSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { parse as parsePath } from "node:path";
import type { ImportFile } from "./import-file.ts";
import { ImportError, type Row } from "./row.ts";

/**
 * The rows that were left out, byte for byte, in a file beside the one that is imported: mend them there and import it. Made
 * when the first row comes; readable by its owner only, for it holds personal data. It gets its name when it is whole.
 */
export class Rejects {
  readonly path: string;
  readonly #partial: string;
  #file: FileHandle | undefined;

  /** @throws {ImportError} if the file is there already: it may hold rows that somebody has mended. */
  constructor(source: ImportFile) {
    const { dir, name } = parsePath(source.path);
    this.path = `${dir === "" ? "" : `${dir}/`}${name}.rejected.${source.format}`;
    this.#partial = `${this.path}.partial`;
    if (existsSync(this.path)) {
      throw new ImportError(
        `${this.path} is left from an earlier import. Import it if you have not, move it away, and try again.`,
      );
    }
  }

  async add(row: Pick<Row, "raw" | "header">): Promise<void> {
    this.#file ??= await this.#create(row.header);
    await this.#file.write(`${row.raw}\n`, null, "latin1");
  }

  /** An import that was killed may have left its part of a file; nothing of it is needed. */
  async #create(header: string): Promise<FileHandle> {
    const file = await open(this.#partial, "w", 0o600).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new ImportError(`Cannot write ${this.path} (${code}). The rows that are left out go there.`);
    });
    if (header !== "") await file.write(`${header}\n`, null, "latin1");
    return file;
  }

  /** Brings the rows to the disk. To be called before the rest is committed: a row is in one of the two, never in none. */
  async keep(): Promise<void> {
    if (!this.#file) return;
    await this.#file.sync();
    await this.#file.close();
    await rename(this.#partial, this.path);
  }

  /** Removes the file: the import came to nothing. */
  async discard(): Promise<void> {
    if (!this.#file) return;
    await this.#file.close();
    await rm(this.#partial, { force: true });
    await rm(this.path, { force: true });
  }
}
