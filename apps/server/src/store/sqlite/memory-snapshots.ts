import { randomUUID } from "node:crypto";
import { backup, DatabaseSync } from "node:sqlite";
import type { Snapshots, SnapshotSummary } from "../snapshots.ts";
import { goBackTo } from "./go-back.ts";

interface Copy {
  /** By which other connections of this process find it. */
  readonly uri: string;
  /** Keeps it, as long as it is open. */
  readonly database: DatabaseSync;
  readonly createdAt: number;
}

function bytesOf(database: DatabaseSync): number {
  const [pages, size] = ["page_count", "page_size"].map((name) =>
    Number(database.prepare(`PRAGMA ${name}`).get()?.[name]),
  );
  return (pages ?? 0) * (size ?? 0);
}

/** Copies of a database in memory, in memory. */
export class MemorySnapshots implements Snapshots {
  readonly #database: DatabaseSync;
  readonly #enter: () => Promise<() => void>;
  readonly #copies = new Map<string, Copy>();

  /** @param enter waits for the turn to write; what it resolves to ends the turn. */
  constructor(database: DatabaseSync, enter: () => Promise<() => void>) {
    this.#database = database;
    this.#enter = enter;
  }

  #summaryOf([name, { database, createdAt }]: readonly [string, Copy]): SnapshotSummary {
    return { name, createdAt, bytes: bytesOf(database) };
  }

  async list(): Promise<SnapshotSummary[]> {
    const copies = [...this.#copies].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return copies.map((each) => this.#summaryOf(each));
  }

  async create(name: string): Promise<SnapshotSummary> {
    // The one connection would copy what is not yet committed.
    const release = await this.#enter();
    try {
      const uri = `file:${randomUUID()}?mode=memory&cache=shared`;
      const copy = { uri, database: new DatabaseSync(uri), createdAt: Date.now() };
      await backup(this.#database, uri);
      this.#copies.set(name, copy);
      return this.#summaryOf([name, copy]);
    } finally {
      release();
    }
  }

  async delete(name: string): Promise<void> {
    this.#copies.get(name)?.database.close();
    this.#copies.delete(name);
  }

  async restore(name: string): Promise<void> {
    const copy = this.#copies.get(name);
    if (copy === undefined) throw new Error(`There is no snapshot ${name}.`);
    const release = await this.#enter();
    try {
      await goBackTo(this.#database, undefined, copy.uri);
    } finally {
      release();
    }
  }

  /** Ends all of them. */
  close(): void {
    for (const { database } of this.#copies.values()) database.close();
    this.#copies.clear();
  }
}
