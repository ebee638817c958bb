import { ratios, type Summary, summarise } from "../run/statistics.ts";
import type { Measured } from "../run/rounds.ts";
import type { Metric, Table } from "../run/table.ts";

/** A figure as people read it. */
export function figure(value: number, digits: number): string {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function values({ samples }: Measured, { key }: Metric): number[] {
  return samples.map((sample) => sample[key] ?? Number.NaN);
}

/** Median and quartiles of a metric. */
export function summaryOf(row: Measured, metric: Metric): Summary {
  return summarise(values(row, metric));
}

/** Quotient to the baseline, round by round; undefined where none is asked for. */
export function ratioOf({ rows, baseline }: Table, row: Measured, metric: Metric): Summary | undefined {
  const reference = rows.find(({ name }) => name === baseline);
  if (!reference || metric.compare !== true) return undefined;
  return ratios(values(row, metric), values(reference, metric));
}
