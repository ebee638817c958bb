import { demo, openStore, startServer } from "@chatbase-kit/server";
import { startRecorder } from "./recorder.ts";
import { type Entry, joinRecordings } from "./traffic.ts";

/** What is asked of the servers below: name -> path with query, and the key. */
const path = `/api/v1/get-leads?chatbotId=${demo.chatbotId}`;
const requests = {
  everything: [`${path}&startDate=2024-01-01&endDate=2026-12-31&page=1&size=20`, demo.apiKey],
  "bad date": [`${path}&startDate=2024-02-30`, demo.apiKey],
  "bad size": [`${path}&size=0`, demo.apiKey],
  "no key": [path, undefined],
  "unknown chatbot": ["/api/v1/get-leads?chatbotId=nobody", demo.apiKey],
  "unknown path": ["/api/v1/get-lead", demo.apiKey],
  health: ["/health", undefined],
} as const;

/** Names of the exchanges that {@link recordExchanges} makes, in their order. */
export const exchanges = [...Object.keys(requests), "failure"];

async function ask(origin: string, target: string, key: string | undefined): Promise<void> {
  const answer = await fetch(origin + target, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
  await answer.text();
}

/** A server whose database is gone, as far as pages are concerned. */
async function startFailing() {
  const store = openStore(":memory:");
  store.readPage = () => Promise.reject(new Error("gone"));
  return await startServer({ port: 0, logLevel: "silent" }, { store });
}

/**
 * Asks two real servers for all that the spec has, through a real recorder.
 *
 * @param folder - for the HAR files
 */
export async function recordExchanges(folder: string): Promise<Entry[]> {
  const recorder = await startRecorder(folder);
  const servers = [await startServer({ store: ":memory:", port: 0, logLevel: "silent" }), await startFailing()];
  const [whole = "", failing = ""] = await Promise.all(
    servers.map(async ({ origin: target }) => {
      const body = JSON.stringify({ target, test: import.meta.filename });
      return await (await fetch(recorder.origin, { method: "POST", body })).text();
    }),
  );
  for (const [target, key] of Object.values(requests)) await ask(whole, target, key);
  await ask(failing, path, demo.apiKey);
  for (const server of servers) await server.close();
  return joinRecordings(await recorder.stop());
}
