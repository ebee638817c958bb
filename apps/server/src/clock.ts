/** What time it is, wherever that decides an answer: when a key expires, when a limit ends, what `Date` says. */
export interface Clock {
  /** Milliseconds since 1970, not after {@link endOfTime}. */
  now(): number;
  /** Milliseconds since some instant; goes on evenly, whatever is done to the clock of the machine. */
  elapsed(): number;
}

/** The end of the year 9999, which is the last that RFC 3339 can write. */
export const endOfTime = Date.parse("9999-12-31T23:59:59.999Z");

/** The millisecond since 1970 that a date or date-time of RFC 3339 names; undefined if there is no such day. */
export function instantOf(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  // Date takes the 30th of February for the 1st of March.
  const day = text.slice(0, 10);
  const exists = Number.isFinite(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return exists && Number.isFinite(milliseconds) ? milliseconds : undefined;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

/** A clock that can be moved and stopped; until then it is that of the machine. */
export class AdjustableClock implements Clock {
  #offset = 0;
  /** Of {@link AdjustableClock.elapsed}. */
  #elapsedOffset = 0;
  #stopped: { readonly now: number; readonly elapsed: number } | undefined;

  now(): number {
    return this.#stopped?.now ?? Math.min(Date.now() + this.#offset, endOfTime);
  }

  elapsed(): number {
    return this.#stopped?.elapsed ?? performance.now() + this.#elapsedOffset;
  }

  /** Whether it stands still. */
  get frozen(): boolean {
    return this.#stopped !== undefined;
  }

  /** Whether it shows another time than that of the machine. */
  get isAdjusted(): boolean {
    return this.#offset !== 0 || this.frozen;
  }

  /** Shows this time from now on. @param now milliseconds since 1970. */
  set(now: number, frozen: boolean): void {
    // Both go on by the same, to the last microsecond: who moves a frozen clock by a minute ends a limit of a minute.
    const elapsed = this.elapsed() + now - this.now();
    this.#offset = now - Date.now();
    this.#elapsedOffset = elapsed - performance.now();
    this.#stopped = frozen ? { now, elapsed } : undefined;
  }

  /** Back to the time of the machine. */
  reset(): void {
    this.#offset = 0;
    this.#elapsedOffset = 0;
    this.#stopped = undefined;
  }
}
