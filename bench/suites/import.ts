import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Format, writeLeads } from "../run/leads.ts";
import { peer } from "../run/peers.ts";
import { type Contender, interleave } from "../run/rounds.ts";
import { emptyChatbot, importArguments } from "../run/server.ts";
import type { Bench, Metric, Suite, Table } from "../run/table.ts";
import { watch } from "../run/watched.ts";

/** What is said of every import. */
export const importMetrics: readonly Metric[] = [
  { key: "rate", title: "leads/s", digits: 0, compare: true },
  { key: "megabytes", title: "peak MiB", digits: 0 },
  { key: "disk", title: "bytes a lead on disk", digits: 0 },
];

const formats: readonly Format[] = ["csv", "ndjson"];

/** Measures a program that fills a new database, which is then removed. */
function contender(name: string, setting: string, count: number, store: string, args: readonly string[]): Contender {
  return {
    name,
    setting,
    async measure() {
      const { seconds, megabytes } = await watch(args);
      const disk = statSync(store).size / count;
      for (const suffix of ["", "-wal", "-shm", "-seal"]) rmSync(`${store}${suffix}`, { force: true });
      return { rate: count / seconds, megabytes, disk };
    },
  };
}

function contenders(file: string, format: Format, count: number, folder: string): Contender[] {
  const store = join(folder, "import.db");
  const kit = importArguments(store, file, emptyChatbot);
  const hand = [peer("import/by-hand.js"), file, store];
  return [
    contender(
      `by hand, ${format}`,
      "one INSERT a row into SQLite, nothing checked, no ties to chatbots",
      count,
      store,
      hand,
    ),
    contender(
      `this server, ${format}`,
      "checked by the contract, all or nothing, durable, no id twice",
      count,
      store,
      kit,
    ),
  ];
}

async function run({ quick, rounds, folder, say }: Bench): Promise<Table[]> {
  const count = quick ? 50_000 : 1_000_000;
  const all: Contender[] = [];
  for (const format of formats) {
    const file = join(folder, `import.${format}`);
    await writeLeads(file, format, count);
    all.push(...contenders(file, format, count, folder));
  }
  return [
    {
      id: "import",
      title: `An import of ${count.toLocaleString("en")} leads`,
      how: "The whole process, from its start to the durable commit and the end. Ids and dates come in no order.",
      metrics: importMetrics,
      baseline: "by hand, csv",
      rows: await interleave(all, rounds, say),
    },
  ];
}

/** How fast leads come in, beside a script that checks nothing. */
export const imports: Suite = { name: "import", about: "leads/s, memory and disk of CSV and NDJSON imports", run };
