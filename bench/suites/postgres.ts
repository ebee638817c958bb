import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeLeads } from "../run/leads.ts";
import { measurePages } from "../run/pages.ts";
import { startPostgres } from "../run/postgres.ts";
import { emptyChatbot, importArguments } from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";
import { watch } from "../run/watched.ts";
import { importMetrics } from "./import.ts";

/** Fills a database with the leads of one chatbot. */
async function fill(url: string, leads: number, { folder, say }: Bench): Promise<Table> {
  const file = join(folder, "postgres.csv");
  say(`importing ${leads.toLocaleString("en")} leads`);
  await writeLeads(file, "csv", leads);
  const { seconds, megabytes } = await watch(importArguments(url, file, emptyChatbot));
  rmSync(file);
  return {
    id: "postgres-import",
    title: `An import of ${leads.toLocaleString("en")} leads into Postgres`,
    how: "CSV; measured once, while the next comparison was prepared. Memory is that of the command, not that of Postgres.",
    metrics: importMetrics
      .filter(({ key }) => key !== "disk")
      .map(({ key, title, digits }) => ({ key, title, digits })),
    baseline: "this server, csv",
    rows: [{ name: "this server, csv", setting: "one chatbot", samples: [{ rate: leads / seconds, megabytes }] }],
  };
}

async function run(bench: Bench): Promise<Table[]> {
  const leads = bench.quick ? 20_000 : 1_000_000;
  const postgres = await startPostgres(bench.folder);
  try {
    const filled = await fill(postgres.url, leads, bench);
    const pages = { id: "postgres", title: "On Postgres, deep pages" };
    return [filled, await measurePages(bench, { store: postgres.url, leads, total: leads }, pages)];
  } finally {
    await postgres.stop();
  }
}

/** The same depths on Postgres. */
export const postgres: Suite = {
  name: "postgres",
  about: "time of a page at every depth, with the leads in Postgres",
  run,
};
