import { quantile } from "simple-statistics";

/** The middle half of a set of measurements, and its middle. */
export interface Summary {
  readonly median: number;
  /** First and third quartile: half of the measurements lie between them. */
  readonly quartiles: readonly [number, number];
}

/** @throws if there is nothing to summarise. */
export function summarise(values: readonly number[]): Summary {
  const [first, median, third] = [0.25, 0.5, 0.75].map((part) => quantile([...values], part)) as [
    number,
    number,
    number,
  ];
  return { median, quartiles: [first, third] };
}

/**
 * What each measurement is, compared with the baseline's in the same round: what disturbs the machine for a moment disturbs
 * both. The summary is of these quotients, not a quotient of summaries.
 */
export function ratios(values: readonly number[], baseline: readonly number[]): Summary {
  return summarise(values.map((value, round) => value / (baseline[round] ?? Number.NaN)));
}
