import { Recent } from "../store/recent.ts";

/** So many events in a stretch of time. */
export interface Limit {
  readonly events: number;
  /** Length of the stretch, in milliseconds. */
  readonly length: number;
}

/** How a limit is written: `5/s`, `60/m`, `1000/h`. */
export type LimitText = `${number}/${"s" | "m" | "h"}`;

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
const written = /^([1-9][0-9]{0,8})\/([smh])$/;

/** Reads a limit. Undefined if it is not written as {@link LimitText}. */
export function readLimit(text: string): Limit | undefined {
  const [, events, unit = ""] = written.exec(text) ?? [];
  const length = seconds[unit];
  return length === undefined ? undefined : { events: Number(events), length: length * 1_000 };
}

interface Window {
  /** When it ends, in milliseconds. */
  readonly end: number;
  events: number;
}

/** Who is counted at most; the one that was not seen for the longest is forgotten first. One takes about 200 bytes. */
const mostCounted = 10_000;

/** Counts events against a limit, for each name of its own. A window of time begins with its first event. */
export class LimitCounter {
  readonly #limit: Limit;
  readonly #windows = new Recent<string, Window>(mostCounted);

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /**
   * Counts an event, unless it is one too many.
   *
   * @param now by a clock that goes on evenly, in milliseconds.
   * @returns how long to wait for the next one, in whole seconds; 0 if this one was counted.
   */
  take(name: string, now: number): number {
    const current = this.#windows.get(name);
    // One that ends later than it can is of a clock that was moved back since.
    const runs = current !== undefined && current.end > now && current.end <= now + this.#limit.length;
    const window = runs ? current : { end: now + this.#limit.length, events: 0 };
    if (window !== current) this.#windows.set(name, window);
    if (window.events >= this.#limit.events) return Math.ceil((window.end - now) / 1_000);
    window.events += 1;
    return 0;
  }
}

/** What counts against a limit that may be none. */
export function counterOf(limit: LimitText | "none"): LimitCounter | undefined {
  const read = readLimit(limit);
  return read && new LimitCounter(read);
}
