import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chart } from "./chart.ts";
import { markdown, type Run } from "./markdown.ts";

/** Writes the page, the charts and the samples into a folder. */
export function writeReport(folder: string, run: Run): void {
  const charts = join(folder, "charts");
  mkdirSync(charts, { recursive: true });
  writeFileSync(join(folder, "RESULTS.md"), markdown(run));
  writeFileSync(join(folder, "results.json"), `${JSON.stringify(run, undefined, 2)}\n`);
  for (const table of run.tables) writeFileSync(join(charts, `${table.id}.svg`), chart(table));
}
