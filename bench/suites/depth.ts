import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeLeads } from "../run/leads.ts";
import { measurePages } from "../run/pages.ts";
import type { Sample } from "../run/rounds.ts";
import { emptyChatbot, importArguments, otherChatbots } from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";
import { watch } from "../run/watched.ts";
import { importMetrics } from "./import.ts";

/** One chatbot gets half of the leads, the others share the rest. */
async function fill(store: string, total: number, { folder, say }: Bench): Promise<Sample> {
  const shares = [
    [emptyChatbot, total / 2] as const,
    ...otherChatbots.map((id) => [id, Math.floor(total / 2 / otherChatbots.length)] as const),
  ];
  let [seconds, megabytes, leads] = [0, 0, 0];
  for (const [chatbot, count] of shares) {
    const file = join(folder, "depth.csv");
    say(`importing ${count.toLocaleString("en")} of ${total.toLocaleString("en")} leads`);
    await writeLeads(file, "csv", count);
    const needed = await watch(importArguments(store, file, chatbot));
    rmSync(file);
    seconds += needed.seconds;
    megabytes = Math.max(megabytes, needed.megabytes);
    leads += count;
  }
  return { rate: leads / seconds, megabytes, disk: statSync(store).size / leads };
}

async function run(bench: Bench): Promise<Table[]> {
  const total = bench.quick ? 100_000 : 10_000_000;
  const store = join(bench.folder, "depth.db");
  const sample = await fill(store, total, bench);
  const filled: Table = {
    id: "import-large",
    title: `An import of ${total.toLocaleString("en")} leads`,
    how: "CSV, in one file a chatbot; measured once, while the next comparison was prepared.",
    metrics: importMetrics.map(({ key, title, digits }) => ({ key, title, digits })),
    baseline: "this server, csv",
    rows: [{ name: "this server, csv", setting: "half of the leads in one chatbot", samples: [sample] }],
  };
  const pages = { id: "depth", title: "Deep pages" };
  return [filled, await measurePages(bench, { store, leads: total / 2, total }, pages)];
}

/** Whether the last page costs what the first one costs. */
export const depth: Suite = {
  name: "depth",
  about: "time of a page at every depth of a chatbot with five million leads, in a store of ten million",
  run,
};
