import type { Measured } from "./rounds.ts";

/** One thing that was measured of every contender. */
export interface Metric {
  /** Key of the samples. */
  readonly key: string;
  /** Head of the column, with the unit. */
  readonly title: string;
  /** Digits after the decimal point. */
  readonly digits: number;
  /** Whether the quotient to the baseline is shown. */
  readonly compare?: boolean;
}

/** One comparison: what was asked, and what each contender measured. */
export interface Table {
  /** Name in the file of results and of the chart. */
  readonly id: string;
  readonly title: string;
  /** How it was measured: what a reader must know to believe it. */
  readonly how: string;
  /** The first is what the chart shows. */
  readonly metrics: readonly Metric[];
  /** Name of the contender that the others are compared with. */
  readonly baseline: string;
  readonly rows: readonly Measured[];
}

/** What every suite is given. */
export interface Bench {
  /** Less of everything: for a look, not for a claim. */
  readonly quick: boolean;
  /** Samples of each contender. */
  readonly rounds: number;
  /** A folder of this run, removed after it. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** A group of comparisons that share their preparation. */
export interface Suite {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  readonly run: (bench: Bench) => Promise<Table[]>;
}
