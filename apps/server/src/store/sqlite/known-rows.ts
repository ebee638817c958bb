/** Rows kept at most; more than that and all are read again. */
const mostRows = 10_000;

/** Rows by a key, for as long as they hold: they are read again after any commit. Most requests ask for the same few. */
export class KnownRows<Row> {
  readonly #read: (key: string) => Row | undefined;
  readonly #rows = new Map<string, Row>();
  #state = 0;

  constructor(read: (key: string) => Row | undefined) {
    this.#read = read;
  }

  /** @param state of the database, as by {@link Snapshot.enter}. What is not there is not remembered: anybody can ask for it. */
  get(state: number, key: string): Row | undefined {
    if (state !== this.#state || this.#rows.size >= mostRows) this.#rows.clear();
    this.#state = state;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.#read(key);
    if (row !== undefined) this.#rows.set(key, row);
    return row;
  }
}
