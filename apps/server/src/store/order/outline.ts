/**
 * The order of a chatbot's leads in two levels of counts, so that the lead at any position, and the position of any lead, is
 * found without walking those before it (docs/decisions/0012). A *block* is a run of a few leads, a *section* a run of a few
 * blocks. A run reaches from its first key up to the first key of the next one; the first run begins at the empty key.
 *
 * No database is known here: stores keep the rows and ask for what they need.
 */
import type { LeadKey } from "./lead-key.ts";

/** A contiguous part of the order. */
export interface Run {
  /** Not greater than any of its keys. */
  readonly first: LeadKey;
  readonly leads: number;
}

/** A run of blocks. */
export interface Section extends Run {
  /** Rises with every change of its blocks. */
  readonly version: number;
}

/** How large runs may get. */
export interface OrderSizes {
  /** Most leads of a block: what a page may have to skip. */
  readonly block: number;
  /** Most blocks of a section: what is read again after a change. */
  readonly section: number;
}

/** Skipping 64 leads costs about a microsecond. */
export const orderSizes: OrderSizes = { block: 64, section: 256 };

/** One of the runs that {@link Outline} holds, and what stands before it. */
export interface Place<T extends Run> {
  readonly run: T;
  /** First key of the run behind it; undefined for the last. */
  readonly next: LeadKey | undefined;
  /** Leads in all runs before it. */
  readonly before: number;
}

/** Runs that follow each other, with the number of leads before each. */
export class Outline<T extends Run> {
  readonly runs: readonly T[];
  /** Leads of all runs. */
  readonly leads: number;
  readonly #ends: Float64Array;

  constructor(runs: readonly T[]) {
    this.runs = runs;
    this.#ends = new Float64Array(runs.length);
    let leads = 0;
    for (const [index, run] of runs.entries()) {
      leads += run.leads;
      this.#ends[index] = leads;
    }
    this.leads = leads;
  }

  /** The run that holds the lead with `position` leads before it; undefined beyond the end. */
  at(position: number): Place<T> | undefined {
    return this.#place(firstIndex(this.runs.length, (index) => (this.#ends[index] ?? 0) > position));
  }

  /** The run that a key belongs to; undefined if there are no runs. */
  of(key: LeadKey): Place<T> | undefined {
    return this.#place(indexOfKey(this.runs, key));
  }

  #place(index: number): Place<T> | undefined {
    const run = this.runs[index];
    if (!run) return undefined;
    return { run, next: this.runs[index + 1]?.first, before: (this.#ends[index] ?? 0) - run.leads };
  }
}

/** Where in `runs` a key belongs: the last run whose first key is not greater. */
export function indexOfKey(runs: readonly { readonly first: LeadKey }[], key: LeadKey): number {
  return firstIndex(runs.length, (index) => (runs[index]?.first ?? "") > key) - 1;
}

/** The first of `count` indexes for which `holds`, which then holds for all behind it; `count` if for none. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
