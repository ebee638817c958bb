import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { basePath } from "@chatbase-kit/contract/operations";
import { type Bundle, built, bundle } from "../clients/bundle.ts";
import { byHand, type ClientModule, clients, nodes, thisClient } from "../clients/list.ts";
import { preparedStore } from "../run/prepared-store.ts";
import { cores, runNode } from "../run/process.ts";
import { type Contender, interleave, type Measured, type Sample } from "../run/rounds.ts";
import { apiKey, emptyChatbot, startServer } from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";
import { pageServers } from "./page-servers.ts";

const calls = fileURLToPath(new URL("../clients/calls.ts", import.meta.url));
const importTime = `const started = performance.now();
await import(process.argv[1]);
console.log(JSON.stringify({ milliseconds: performance.now() - started }));`;

/** Calls a second of the client whose module this is, in a process of its own. */
type Measure = (path: string, seconds: number, node?: string) => Promise<Readonly<Record<"one" | "sixteen", number>>>;

const page =
  "A page of ten leads from a bare node:http server that sends a constant; client and server on a core each. This client is compiled to JavaScript first.";

async function measureCalls(bench: Bench): Promise<Table[]> {
  const store = await preparedStore(bench);
  const [raw] = await pageServers(store.path, bench.folder);
  if (!raw) throw new Error("There is no server to call.");
  const [program, kit] = [await built(calls, bench.folder), await built(thisClient.path, bench.folder)];
  const server = await startServer(raw.args, raw.target);
  const target = [`http://127.0.0.1:${server.port}${basePath}`, apiKey, emptyChatbot];
  const measure: Measure = (path, seconds, node) => {
    const client = path === thisClient.path ? kit : path;
    return runNode(cores.load, [program, client, ...target, `${bench.quick ? 0.3 : seconds}`], node);
  };
  try {
    return [await besideOthers(bench, measure), await inOtherNodes(bench, measure)];
  } finally {
    await server.stop();
  }
}

async function besideOthers(bench: Bench, measure: Measure): Promise<Table> {
  const contenders = clients.map(
    ({ name, setting, path }): Contender => ({ name, setting, measure: () => measure(path, 5) }),
  );
  return {
    id: "client",
    title: "Calls of a client",
    how: page,
    metrics: [
      { key: "one", title: "calls/s, one by one", digits: 0, compare: true },
      { key: "sixteen", title: "calls/s, 16 in flight", digits: 0, compare: true },
    ],
    baseline: "fetch",
    rows: await interleave(contenders, bench.rounds, bench.say),
  };
}

/** Bare `fetch` and this client take turns in each Node; what is told is their quotient, round by round. */
async function inOtherNodes(bench: Bench, measure: Measure): Promise<Table> {
  const contender = (client: ClientModule, { name, path }: (typeof nodes)[number]): Contender => ({
    name,
    setting: execFileSync(path, ["--version"]).toString().trim(),
    measure: () => measure(client.path, 5, path),
  });
  const pairs = nodes.flatMap((node) => [contender(byHand, node), contender(thisClient, node)]);
  const measured = await interleave(pairs, bench.rounds, bench.say);
  const quotient = (row: Measured, index: number): Measured => {
    const bare = measured[index * 2]?.samples ?? [];
    const samples = row.samples.map((sample, round) =>
      Object.fromEntries(
        Object.entries(sample).map(([key, calls]) => [key, calls / (bare[round]?.[key] ?? Number.NaN)]),
      ),
    );
    return { ...row, samples };
  };
  return {
    id: "client-nodes",
    title: "Calls of this client, by the Node that runs it",
    how: `${page} Calls a second of this client ÷ those of bare fetch in the same Node.`,
    metrics: [
      { key: "sixteen", title: "÷ fetch, 16 in flight", digits: 2 },
      { key: "one", title: "÷ fetch, one by one", digits: 2 },
    ],
    baseline: "this Node",
    rows: measured.filter((_, index) => index % 2 === 1).map(quotient),
  };
}

async function measureWeight(bench: Bench): Promise<Table> {
  const script = join(bench.folder, "import-time.mjs");
  writeFileSync(script, importTime.replace("argv[1]", "argv[2]"));
  const bundles: [ClientModule, Bundle][] = [];
  for (const client of clients) bundles.push([client, await bundle(client, bench.folder)]);
  const contenders = bundles.map(([{ name, setting }, { path, bytes }]): Contender => {
    const measure = async (): Promise<Sample> => ({
      kilobytes: bytes / 1_000,
      ...(await runNode<Sample>(cores.load, [script, path])),
    });
    return { name, setting, measure };
  });
  return {
    id: "client-weight",
    title: "Weight of a client",
    how: "The ten lines that use it and all that they need, bundled for browsers by Vite, minified, gzip at level 9; and the time that Node takes to import that module.",
    metrics: [
      { key: "kilobytes", title: "kB, min + gzip", digits: 1 },
      { key: "milliseconds", title: "import, ms", digits: 1 },
    ],
    baseline: "fetch",
    rows: await interleave(contenders, bench.rounds, bench.say),
  };
}

/** What a client costs: at run time, on the wire to a browser, at start. */
export const clientSuite: Suite = {
  name: "client",
  about: "calls/s, bytes and import time of this client and five others",
  run: async (bench) => [...(await measureCalls(bench)), await measureWeight(bench)],
};
