type Read = () => void;

/** Work of one turn, in leads: a page of 1,000 takes about a millisecond, with its way to the client. */
const workOfTurn = 1_000;
/** What finding a page costs, in leads. */
const workOfPage = 5;
/** Pages of more leads wait for themselves. */
const mostOfSmall = 100;

/** Reads in the order of asking, and the work of each. Two lists, since an object for each would cost every request. */
class Queue {
  readonly #reads: Read[] = [];
  readonly #work: number[] = [];

  get isEmpty(): boolean {
    return this.#reads.length === 0;
  }

  add(leads: number, read: Read): void {
    this.#reads.push(read);
    this.#work.push(workOfPage + leads);
  }

  /** Removes as many as one turn does, at least one. */
  take(): Read[] {
    let count = 0;
    for (let work = 0; count < this.#work.length && work < workOfTurn; count += 1) work += this.#work[count] ?? 0;
    this.#work.splice(0, count);
    return this.#reads.splice(0, count);
  }
}

/**
 * Reads that wait for their turn of the event loop. A turn does so much work and no more, and turns of small pages and of large
 * ones alternate: whoever asks for a few leads waits for one large page at most, however many are asked for, and whoever asks for
 * a thousand is not passed over for ever.
 */
export class ReadQueue {
  readonly #small = new Queue();
  readonly #large = new Queue();
  #lastWasSmall = false;

  /** @param leads of the page at most. */
  add(leads: number, read: Read): void {
    (leads > mostOfSmall ? this.#large : this.#small).add(leads, read);
  }

  get isEmpty(): boolean {
    return this.#small.isEmpty && this.#large.isEmpty;
  }

  /** Does the reads of one turn. */
  readTurn(): void {
    this.#lastWasSmall = this.#large.isEmpty || (!this.#small.isEmpty && !this.#lastWasSmall);
    for (const read of (this.#lastWasSmall ? this.#small : this.#large).take()) read();
  }
}
