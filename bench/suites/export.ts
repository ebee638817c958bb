import { fileURLToPath } from "node:url";
import { basePath } from "@chatbase-kit/contract/operations";
import { preparedStore } from "../run/prepared-store.ts";
import { cores, runNode } from "../run/process.ts";
import { type Contender, interleave, type Sample } from "../run/rounds.ts";
import { apiKey, emptyChatbot, pageTarget, referenceServer, startServer } from "../run/server.ts";
import type { Bench, Suite, Table } from "../run/table.ts";

const walk = fileURLToPath(new URL("../clients/walk.ts", import.meta.url));

async function run(bench: Bench): Promise<Table[]> {
  const store = await preparedStore(bench);
  const server = await startServer(referenceServer(store.path), pageTarget({ chatbotId: emptyChatbot }));
  const baseUrl = `http://127.0.0.1:${server.port}${basePath}`;
  const contender = (name: string, how: string, setting: string): Contender => ({
    name,
    setting,
    measure: () => runNode<Sample>(cores.load, [walk, how, baseUrl, apiKey, emptyChatbot, `${store.leads}`]),
  });
  try {
    const contenders = [
      contender("fetch and JSON.parse", "fetch", "a loop until an empty page, nothing checked"),
      contender("this client", "kit", "every lead checked against the contract, repeats left out"),
      contender("this client, prefetch", "ahead", "the same, and the next page is asked for while one is read"),
    ];
    return [
      {
        id: "export",
        title: `An export of ${store.leads.toLocaleString("en")} leads`,
        how: "From this server, a thousand leads a page, client and server on a core each.",
        metrics: [
          { key: "rate", title: "leads/s", digits: 0, compare: true },
          { key: "megabytes", title: "peak MiB", digits: 0 },
        ],
        baseline: "fetch and JSON.parse",
        rows: await interleave(contenders, bench.rounds, bench.say),
      },
    ];
  } finally {
    await server.stop();
  }
}

/** How fast leads come out, beside the shortest loop that reads them. */
export const exports: Suite = { name: "export", about: "leads/s and memory of a walk through all pages", run };
