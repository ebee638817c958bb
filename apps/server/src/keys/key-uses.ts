import type { Store } from "../store/store.ts";

/** When uses are written, in milliseconds. */
export interface UseTimes {
  /** From a use until it is written: others may follow, and are written with it. @default 1000 */
  readonly delay: number;
  /** How long further uses of a key are passed over; and until the next try, if nothing could be written. @default 60000 */
  readonly interval: number;
}

const usualTimes: UseTimes = { delay: 1_000, interval: 60_000 };
/** How long a stop waits for what is not written yet, in milliseconds. */
const lastWait = 1_000;

/** Remembers which keys are used, and writes it down about once a minute for each. A request costs a look into a set. */
export class KeyUses {
  readonly #store: Pick<Store, "recordKeyUses">;
  readonly #onFailure: (error: unknown) => void;
  readonly #times: UseTimes;
  /** Hashes of the keys that were used in this interval. */
  readonly #used = new Set<string>();
  /** Those of them that are not written yet, and when they were used. */
  readonly #unwritten = new Map<string, number>();
  #intervalEnd: NodeJS.Timeout | undefined;
  #nextWrite: NodeJS.Timeout | undefined;
  #failing = false;

  /** @param onFailure hears why nothing could be written; once, until it works again. */
  constructor(store: Pick<Store, "recordKeyUses">, onFailure: (error: unknown) => void, times: UseTimes = usualTimes) {
    this.#store = store;
    this.#onFailure = onFailure;
    this.#times = times;
  }

  /** Notes that a key is used now. @param hash of the key. */
  note(hash: string): void {
    if (this.#used.has(hash)) return;
    this.#used.add(hash);
    this.#unwritten.set(hash, Date.now());
    this.#intervalEnd ??= setTimeout(() => this.#endInterval(), this.#times.interval).unref();
    this.#writeIn(this.#times.delay);
  }

  #endInterval(): void {
    this.#used.clear();
    this.#intervalEnd = undefined;
  }

  #writeIn(milliseconds: number): void {
    this.#nextWrite ??= setTimeout(() => void this.#write(), milliseconds).unref();
  }

  async #write(): Promise<void> {
    const uses = new Map(this.#unwritten);
    this.#unwritten.clear();
    const written = uses.size === 0 || (await this.#tryToWrite(uses));
    this.#nextWrite = undefined;
    // The store keeps the latest of what it is told, in whatever order.
    if (!written)
      for (const [hash, instant] of uses) if (!this.#unwritten.has(hash)) this.#unwritten.set(hash, instant);
    if (this.#unwritten.size > 0) this.#writeIn(written ? this.#times.delay : this.#times.interval);
  }

  async #tryToWrite(uses: ReadonlyMap<string, number>): Promise<boolean> {
    try {
      const written = await this.#store.recordKeyUses(uses);
      this.#failing = false;
      return written;
    } catch (error) {
      if (!this.#failing) this.#onFailure(error);
      this.#failing = true;
      return false;
    }
  }

  /** Writes what is not written yet, if that can be done within a second. */
  async close(): Promise<void> {
    clearTimeout(this.#nextWrite);
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(resolve, lastWait);
    await Promise.race([this.#write(), enough]);
    clearTimeout(patience);
    clearTimeout(this.#nextWrite);
    clearTimeout(this.#intervalEnd);
  }
}
