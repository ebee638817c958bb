import { measureLoad } from "../run/load.ts";
import { preparedStore } from "../run/prepared-store.ts";
import { type Contender, interleave, type Measured } from "../run/rounds.ts";
import { type RunningServer, startServer } from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";
import { type PageServer, pageServers } from "./page-servers.ts";

const connections = 64;

type Running = RunningServer & PageServer;

/** All servers run for the whole comparison; who is not asked sleeps. */
async function startAll(servers: readonly PageServer[], running: Running[]): Promise<void> {
  for (const server of servers) running.push({ ...server, ...(await startServer(server.args, server.target)) });
}

function contender({ name, setting, port, target }: Running, seconds: number): Contender {
  return { name, setting, measure: async () => ({ ...(await measureLoad({ port, target, connections, seconds })) }) };
}

async function measureAll(bench: Bench, store: string): Promise<Measured[]> {
  const running: Running[] = [];
  try {
    await startAll(await pageServers(store, bench.folder), running);
    bench.say("warming up");
    for (const { port, target } of running) await measureLoad({ port, target, connections, seconds: 1 });
    const contenders = running.map((server) => contender(server, bench.quick ? 0.5 : 3));
    return await interleave(contenders, bench.rounds, bench.say);
  } finally {
    for (const server of running) await server.stop();
  }
}

async function run(bench: Bench): Promise<Table[]> {
  const store = await preparedStore(bench);
  const how = `\`GET /get-leads?size=10\` from ${connections} connections that each wait for their answer. This server reads from ${store.leads.toLocaleString("en")} stored leads; the others send a constant, or ten leads in memory.`;
  return [
    {
      id: "page",
      title: "A page of ten leads",
      how,
      metrics: [
        { key: "rate", title: "requests/s", digits: 0, compare: true },
        { key: "p50", title: "p50 ms", digits: 2 },
        { key: "p99", title: "p99 ms", digits: 2 },
        { key: "tail", title: "p99/p50", digits: 1 },
      ],
      baseline: "raw node:http",
      rows: await measureAll(bench, store.path),
    },
  ];
}

/** Requests a second of a page: this server, bare Node, and what people use as a stand-in for an API. */
export const page: Suite = { name: "page", about: "requests/s and latency of a page, beside seven other servers", run };
