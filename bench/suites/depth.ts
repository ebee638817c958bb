import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeLeads } from "../run/leads.ts";
import { measureLoad } from "../run/load.ts";
import { type Contender, interleave, type Sample } from "../run/rounds.ts";
import {
  emptyChatbot,
  importArguments,
  otherChatbots,
  pageTarget,
  referenceServer,
  startServer,
} from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";
import { watch } from "../run/watched.ts";
import { importMetrics } from "./import.ts";

/** Days that hold nearly all leads, so that the deepest page exists with a range too. */
const range = { startDate: "2023-11-03", endDate: "2026-10-30" };

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

/** Pages of ten leads to look at; others sizes look at the same leads. */
function depths(leads: number): number[] {
  return [1, 1_000, 100_000, leads / 10 - 1, 999_999_999].filter((page) => page <= leads / 10 || page === 999_999_999);
}

async function middle(port: number, query: Record<string, string | number>, seconds: number): Promise<number> {
  const target = pageTarget({ chatbotId: emptyChatbot, ...query });
  return (await measureLoad({ port, target, connections: 1, seconds })).p50;
}

function contender(port: number, page: number, seconds: number): Contender {
  const at = (size: number) => ({ size, page: Math.max(1, Math.floor((page * 10) / size)) });
  return {
    name: `page ${page.toLocaleString("en")}`,
    setting:
      page === 999_999_999 ? "beyond the end: an empty list" : `from lead ${(page * 10 - 9).toLocaleString("en")}`,
    measure: async () => ({
      ten: await middle(port, at(10), seconds),
      range: await middle(port, { ...at(10), ...range }, seconds),
      hundred: await middle(port, at(100), seconds),
      thousand: await middle(port, at(1_000), seconds),
    }),
  };
}

async function measurePages(bench: Bench, store: string, leads: number): Promise<Table> {
  const server = await startServer(referenceServer(store), pageTarget({ chatbotId: emptyChatbot }));
  try {
    const contenders = depths(leads).map((page) => contender(server.port, page, bench.quick ? 0.1 : 0.5));
    for (const each of contenders) await each.measure();
    return {
      id: "depth",
      title: `Deep pages of ${leads.toLocaleString("en")} leads`,
      how: `One chatbot holds ${leads.toLocaleString("en")} of ${(2 * leads).toLocaleString("en")} leads. One connection, one request after the other; the median time of a whole request. Larger pages begin at the same lead.`,
      metrics: [
        { key: "ten", title: "size 10, ms", digits: 3, compare: true },
        { key: "range", title: "size 10 with dates, ms", digits: 3, compare: true },
        { key: "hundred", title: "size 100, ms", digits: 3, compare: true },
        { key: "thousand", title: "size 1,000, ms", digits: 3, compare: true },
      ],
      baseline: "page 1",
      rows: await interleave(contenders, bench.rounds, bench.say),
    };
  } finally {
    await server.stop();
  }
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
  return [filled, await measurePages(bench, store, total / 2)];
}

/** Whether the last page costs what the first one costs. */
export const depth: Suite = { name: "depth", about: "time of a page at every depth, ten million leads", run };
