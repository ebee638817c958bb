import type { DatabaseSync, StatementSync } from "node:sqlite";
import { prepareArrays } from "./order-rows.ts";
import { ReadQueue } from "./read-queue.ts";

const open = new Set<Snapshot>();

/**
 * One state of the database for what is read together in a turn of the event loop: statements agree with each other, and
 * requests that arrived together share the locks, which cost as much as a lookup.
 *
 * Nobody is answered from a state that was over when they asked: what {@link Snapshot.read} reads was asked for before its
 * snapshot began, and a commit of this process ends the snapshots that are open ({@link endSnapshots}).
 */
export class Snapshot {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #dataVersion: StatementSync;
  readonly #alone: boolean;
  readonly #reads = new ReadQueue();
  #ending = false;
  #version = 0;
  #state = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare("BEGIN");
    this.#commit = database.prepare("COMMIT");
    this.#dataVersion = prepareArrays(database, "PRAGMA data_version");
    this.#alone = database.location() === null;
  }

  /**
   * Begins a snapshot that ends with this turn, if none has begun.
   *
   * @returns the state of the database: a number that changes whenever what was read before may no longer be so.
   */
  enter(): number {
    // In memory there is one connection: it does not count its own commits, and a transaction of its may be under way.
    if (this.#alone) this.#state += 1;
    if (open.has(this) || this.#database.isTransaction) return this.#state;
    this.#endWithTurn();
    this.#begin.run();
    open.add(this);
    const [version] = this.#dataVersion.get() as unknown as [number];
    if (version !== this.#version) this.#state += 1;
    this.#version = version;
    return this.#state;
  }

  /**
   * Reads at the end of this turn, one after the other with others of the turn: it takes half the time, since the code that
   * reads stays in the processor's caches. Those who wait go on together too, and so their answers are written together: who
   * reads them is woken once. What would be too much for a turn waits for one of the next ({@link ReadQueue}).
   *
   * @param leads that are read at most.
   */
  read<Result>(leads: number, read: (state: number) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#endWithTurn();
      this.#reads.add(leads, () => {
        try {
          resolve(read(this.enter()));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  #endWithTurn(): void {
    if (this.#ending) return;
    this.#ending = true;
    setImmediate(() => {
      // It began before the last of those who wait had asked.
      this.end();
      this.#reads.readTurn();
      this.#ending = false;
      this.end();
      if (!this.#reads.isEmpty) this.#endWithTurn();
    });
  }

  /** Ends the snapshot before its turn does. */
  end(): void {
    if (open.delete(this)) this.#commit.run();
  }
}

/** Ends every snapshot of this process: the next read sees what was committed. */
export function endSnapshots(): void {
  for (const snapshot of open) snapshot.end();
}
