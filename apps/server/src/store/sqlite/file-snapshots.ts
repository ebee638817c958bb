import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Snapshots, SnapshotSummary } from "../snapshots.ts";
import { backUp, removeDatabase } from "./backup.ts";
import { closeDatabase, connect, openDatabase } from "./database.ts";
import { explainWrite } from "./failures.ts";
import { goBackTo } from "./go-back.ts";
import { sealDatabase } from "./seal.ts";

const ending = ".db";

/** Copies of a database file, in a folder beside it. Each is a database like it, which `restore` takes too. */
export class FileSnapshots implements Snapshots {
  readonly #path: string;
  readonly #enter: () => Promise<() => void>;

  /** @param enter waits for the turn to write; what it resolves to ends the turn. */
  constructor(path: string, enter: () => Promise<() => void>) {
    this.#path = path;
    this.#enter = enter;
  }

  get #folder(): string {
    return `${this.#path}.snapshots`;
  }

  #fileOf(name: string): string {
    return join(this.#folder, name + ending);
  }

  #summaryOf(name: string): SnapshotSummary {
    const { mtimeMs, size } = statSync(this.#fileOf(name));
    return { name, createdAt: mtimeMs, bytes: size };
  }

  async list(): Promise<SnapshotSummary[]> {
    if (!existsSync(this.#folder)) return [];
    const files = readdirSync(this.#folder).filter((file) => file.endsWith(ending));
    return files.toSorted().map((file) => this.#summaryOf(file.slice(0, -ending.length)));
  }

  async create(name: string): Promise<SnapshotSummary> {
    // Personal data, as in the database itself.
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    await backUp(this.#path, this.#fileOf(name));
    return this.#summaryOf(name);
  }

  async delete(name: string): Promise<void> {
    removeDatabase(this.#fileOf(name));
  }

  async restore(name: string): Promise<void> {
    const copy = this.#fileOf(name);
    // Refuses what is damaged, and brings an old schema up to date.
    closeDatabase(openDatabase(copy), copy);
    const release = await this.#enter();
    try {
      // SQLite would make an empty one of a copy that has been deleted meanwhile.
      if (!existsSync(copy)) throw new Error(`There is no snapshot ${name}.`);
      const connection = connect(this.#path);
      try {
        await goBackTo(connection, this.#path, copy);
        sealDatabase(connection, this.#path);
      } finally {
        connection.close();
      }
    } catch (error) {
      throw explainWrite(error);
    } finally {
      release();
    }
  }
}
