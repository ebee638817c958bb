/** Lets one in at a time, in the order of asking; things that are not the same do not wait for each other. */
export class Turns {
  readonly #last = new Map<unknown, Promise<void>>();

  /** Resolves when it is the caller's turn. @returns what ends the turn. */
  async enter(thing: unknown): Promise<() => void> {
    const before = this.#last.get(thing);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last.set(thing, promise);
    await before;
    return () => {
      if (this.#last.get(thing) === promise) this.#last.delete(thing);
      resolve();
    };
  }
}
