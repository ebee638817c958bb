import { join } from "node:path";
import { preparedStore } from "../run/prepared-store.ts";
import { type Contender, interleave } from "../run/rounds.ts";
import { referenceServer, startServer } from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";
import { type PageServer, pageServers } from "./page-servers.ts";

function contender({ name, setting, args, target }: PageServer): Contender {
  return {
    name,
    setting,
    async measure() {
      const { milliseconds, stop } = await startServer(args, target);
      await stop();
      return { milliseconds };
    },
  };
}

async function run(bench: Bench): Promise<Table[]> {
  const store = await preparedStore(bench);
  const leads = store.leads.toLocaleString("en");
  const [raw, kit, ...others] = await pageServers(store.path, bench.folder);
  if (!raw || !kit) throw new Error("There is nothing to start.");
  const servers = [
    raw,
    { ...kit, name: `this server, ${leads} leads`, setting: "opens and checks a database of that many" },
    {
      ...kit,
      name: "this server, 5,000 leads",
      setting: "the same with the leads of its own that it starts with",
      args: referenceServer(join(bench.folder, "start.db")),
    },
    ...others,
  ];
  return [
    {
      id: "start",
      title: "From the command to the first answer",
      how: "Time from starting the process to its first 200.",
      metrics: [{ key: "milliseconds", title: "ms", digits: 0, compare: true }],
      baseline: "raw node:http",
      rows: await interleave(servers.map(contender), bench.rounds, bench.say),
    },
  ];
}

/** How long people wait for a server that they start. */
export const start: Suite = { name: "start", about: "time to the first answer of the same servers", run };
