import { resolve } from "node:path";
import type { Config } from "../config.ts";
import { demo } from "../demo/demo.ts";
import { hashKey } from "../http/auth.ts";
import type { RunningServer } from "../start-server.ts";
import { placeOf } from "../store/postgres/database-url.ts";
import type { Store } from "../store/store.ts";

/** The root of the repository, if that is where this was started: the client is there, and the right Node by pnpm only. */
const isInRepository = import.meta.url.endsWith(".ts") && process.cwd() === resolve(import.meta.dirname, "../../../..");

/** Where the snippet is to be run, and the snippet. */
function snippet(baseUrl: string, apiKey: string): string[] {
  const place = isInRepository ? "from this folder" : "from a folder where @chatbase-kit/client is installed";
  return [
    `With the client, ${place}:`,
    ``,
    `${isInRepository ? "npx -y pnpm@12 exec " : ""}node --input-type=module <<'EOF'`,
    `import { createClient } from "@chatbase-kit/client";`,
    ``,
    `const client = createClient({`,
    `  apiKey: "${apiKey}",`,
    `  baseUrl: "${baseUrl}",`,
    `});`,
    `for await (const lead of client.leads.list({ chatbotId: "${demo.chatbotId}", startDate: "2025-06-29" })) {`,
    `  console.log(lead.created_at, lead.name, lead.email);`,
    `}`,
    `EOF`,
  ];
}

/** What is on, and whether a request can have its own. */
function faultsLine({ faults, config }: RunningServer): string {
  const isSown = faults.active.some((fault) => fault.includes("@") || fault.startsWith("delay"));
  const active = faults.active.join(", ") + (isSown ? ` (--fault-seed ${config.faultSeed})` : "");
  const byRequest = faults.byRequest ? "a request may ask for its own: -H 'Prefer: code=429'" : "none by request";
  return `Faults    ${active || "none"}; ${byRequest}`;
}

/** What differs from the defaults and can be seen in an answer. */
function switchLines({ envelope, rateLimit }: Config): string[] {
  return [
    ...(envelope === "observed" ? ["Envelope  observed (not the documented one)"] : []),
    ...(rateLimit === "none" ? [] : [`Limit     ${rateLimit} for each API key`]),
  ];
}

/** The demo key, or what to write in its place once it has been revoked. */
async function keyToShow(store: Store): Promise<{ apiKey: string; note: string }> {
  const isKnown = (await store.findAccountId(hashKey(demo.apiKey))) !== undefined;
  if (isKnown) return { apiKey: demo.apiKey, note: "" };
  return { apiKey: "YOUR_KEY", note: " (the demo key is no good here; `chatbase-server keys create` makes one)" };
}

/** Where the admin API is, if it is on; the token only if nobody knows it yet. */
function adminLine({ adminToken, config, origin }: RunningServer): string[] {
  if (adminToken === undefined) return [];
  const token = config.adminToken === "" ? `token ${adminToken}` : "with the token that you gave";
  const from = config.admin === "any" ? "from anywhere" : "from this machine";
  return [`Admin     ${origin}/_admin/openapi.json, ${from}, ${token}`];
}

/** `1,000,000`. Not by `Intl`, which takes 12 ms to load: the first request waits for the banner. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** What a start shows: everything that the first request needs. */
export async function banner(server: RunningServer): Promise<string> {
  const { baseUrl, origin, store, config } = server;
  const chatbots = await store.listChatbots();
  const accountId = chatbots.find(({ id }) => id === demo.chatbotId)?.accountId;
  const own = chatbots.filter((chatbot) => chatbot.accountId === accountId);
  const ids = own.map(({ id, name, leads }) => `  ${id.padEnd(22)} ${grouped(leads).padStart(9)} leads  ${name}`);
  const { apiKey, note } = await keyToShow(store);
  const curl = `curl -H 'Authorization: Bearer ${apiKey}' '${baseUrl}/get-leads?chatbotId=${demo.chatbotId}&size=3'`;
  return [
    `Chatbase reference server`,
    ``,
    `Base URL  ${baseUrl}`,
    `API key   ${apiKey}${note}`,
    `Spec      ${origin}/openapi.json`,
    `Database  ${placeOf(config.store)}`,
    ...switchLines(config),
    faultsLine(server),
    ...adminLine(server),
    ``,
    `Chatbots of this key:`,
    ...ids,
    ``,
    `First leads, from another terminal:`,
    ``,
    curl,
    ``,
    ...snippet(baseUrl, apiKey),
    ``,
    `Stop with Ctrl+C.`,
    ``,
  ].join("\n");
}
