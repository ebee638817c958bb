import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

/** Rows of one statement: with more of them the call costs nothing any more, and the row all. */
const rowsInStatement = 16;

/** Inserts many rows into a table, several with one statement: calling SQLite costs as much as a small row. */
export class BulkInsert {
  readonly #many: StatementSync;
  readonly #one: StatementSync;
  readonly #width: number;
  #values: SQLInputValue[] = [];

  /** @param width columns of the table. */
  constructor(database: DatabaseSync, table: string, width: number) {
    const row = `(${Array(width).fill("?").join(", ")})`;
    this.#many = database.prepare(`INSERT OR FAIL INTO ${table} VALUES ${Array(rowsInStatement).fill(row).join(", ")}`);
    this.#one = database.prepare(`INSERT OR FAIL INTO ${table} VALUES ${row}`);
    this.#width = width;
  }

  /** Inserts a row now or with one of the next. */
  add(...row: readonly SQLInputValue[]): void {
    this.#values.push(...row);
    if (this.#values.length < rowsInStatement * this.#width) return;
    this.#many.run(...this.#values);
    this.#values = [];
  }

  /** Inserts what is left. */
  flush(): void {
    for (let from = 0; from < this.#values.length; from += this.#width)
      this.#one.run(...this.#values.slice(from, from + this.#width));
    this.#values = [];
  }
}
