import type { DatabaseSync, StatementSync } from "node:sqlite";

const open = new Set<Snapshot>();

/**
 * One state of the database for all that is read in one turn of the event loop: the statements of a request agree with each
 * other, and requests that arrived together share the locks, which cost as much as a lookup.
 *
 * A turn reads what arrived before it began, so nobody is answered from a state that was over when they asked. A commit of
 * this process ends the snapshots that are open ({@link endSnapshots}): within a turn, what comes after it sees it.
 */
export class Snapshot {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare("BEGIN");
    this.#commit = database.prepare("COMMIT");
  }

  /** Begins the snapshot of this turn, if it has not begun. */
  enter(): void {
    // In memory, a transaction of the only connection may be under way; nobody else can commit then.
    if (open.has(this) || this.#database.isTransaction) return;
    this.#begin.run();
    open.add(this);
    setImmediate(() => this.end());
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
