/**
 * `node full-disk.ts`, with a small disk as the working folder: fills it while a server runs, and says in JSON what a reader
 * and a writer got before, meanwhile and afterwards. Nobody restarts anything.
 */
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import type { Lead } from "@chatbase-kit/contract/operations";
import { demo } from "../../src/demo/demo.ts";
import { startServer } from "../../src/index.ts";
import { checkDatabase } from "../../src/store/sqlite/check.ts";
import { chatbotId, leadsOf } from "./leads.ts";

const adminToken = "token-of-the-full-disk";
const server = await startServer({ store: "leads.db", port: 0, logLevel: "silent", adminToken });
let commit = 0;

/** @returns status and, if it was refused, why. */
async function write(): Promise<string> {
  // More than what may be left in the last page of the log.
  const leads = Array.from({ length: 20 }, () =>
    leadsOf("disk", (commit += 1)).map(({ json }) => JSON.parse(json) as Lead),
  ).flat();
  const answer = await fetch(`${server.origin}/_admin/leads`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ chatbotId, leads: leads.map(({ id, name, created_at }) => ({ id, name, created_at })) }),
  });
  const { message } = (await answer.json()) as { message?: string };
  return message === undefined ? `${answer.status}` : `${answer.status} ${message}`;
}

async function read(): Promise<number> {
  const headers = { authorization: `Bearer ${demo.apiKey}` };
  const answer = await fetch(`${server.baseUrl}/get-leads?chatbotId=${demo.chatbotId}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

const { bavail, bsize } = statfsSync(".");
const before = { write: await write(), read: await read() };
try {
  for (let part = 0; part < (bavail * bsize) / 4_096; part += 1)
    writeFileSync("filler", Buffer.alloc(4_096), { flag: "a" });
} catch {
  // That is the point.
}
const full = { write: await write(), read: await read() };
rmSync("filler");
const after = { write: await write(), read: await read() };
await server.close();
process.stdout.write(JSON.stringify({ before, full, after, faults: checkDatabase("leads.db", false).faults }));
