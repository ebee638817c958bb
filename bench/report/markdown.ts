import type { Measured } from "../run/rounds.ts";
import type { Metric, Table } from "../run/table.ts";
import { figure, ratioOf, summaryOf } from "./format.ts";

/** What is said of the run as a whole. */
export interface Run {
  readonly machine: string;
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  readonly rounds: number;
  readonly quick: boolean;
  readonly tables: readonly Table[];
}

function cell(row: Measured, metric: Metric): string {
  const { median, quartiles } = summaryOf(row, metric);
  if (row.samples.length < 2) return figure(median, metric.digits);
  const [first, third] = quartiles.map((value) => figure(value, metric.digits));
  return `${figure(median, metric.digits)} (${first}–${third})`;
}

function ratioCell(table: Table, row: Measured, metric: Metric): string {
  const ratio = ratioOf(table, row, metric);
  return ratio ? figure(ratio.median, 2) : "";
}

function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function tableText(table: Table): string {
  const { id, title, how, metrics, baseline, rows } = table;
  const heads = metrics.flatMap((metric) => [metric.title, ...(metric.compare ? [`÷ ${baseline}`] : [])]);
  const lines = rows.map((row) => {
    const cells = metrics.flatMap((metric) => [
      cell(row, metric),
      ...(metric.compare ? [ratioCell(table, row, metric)] : []),
    ]);
    return markdownRow([row.name, ...cells, row.setting]);
  });
  const head = markdownRow(["", ...heads, "setting"]);
  const rule = markdownRow(["---", ...heads.map(() => "--:"), "---"]);
  return `## ${title}\n\n${how}\n\n![${title}](charts/${id}.svg)\n\n${[head, rule, ...lines].join("\n")}\n`;
}

/** The results as a page. */
export function markdown({ machine, date, rounds, quick, tables }: Run): string {
  const command = quick ? "pnpm bench --quick" : "pnpm bench";
  const intro = `Written by \`${command}\` on ${date}. ${quick ? "A quick look, not a claim. " : ""}Each figure is the median of ${rounds} rounds with the quartiles in brackets; the contenders took turns in each round. "÷" is the median of the quotients round by round: it holds on other machines, the figures do not.`;
  return `# Benchmarks\n\n${intro}\n\nMachine: ${machine}.\n\n${tables.map(tableText).join("\n")}`;
}
