import { demo } from "../demo/demo.ts";
import type { RunningServer } from "../start-server.ts";
import { describeLocation } from "../store/postgres/database-url.ts";

function snippet(baseUrl: string): string[] {
  return [
    `npx -y pnpm@12 exec node --input-type=module <<'EOF'`,
    `import { createClient } from "@chatbase-kit/client";`,
    ``,
    `const client = createClient({`,
    `  apiKey: "${demo.apiKey}",`,
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
  const curl = `curl -H 'Authorization: Bearer ${demo.apiKey}' '${baseUrl}/get-leads?chatbotId=${demo.chatbotId}&size=3'`;
  const switches = config.envelope === "observed" ? ["Envelope  observed (not the documented one)"] : [];
  return [
    `Chatbase reference server`,
    ``,
    `Base URL  ${baseUrl}`,
    `API key   ${demo.apiKey}`,
    `Spec      ${origin}/openapi.json`,
    `Database  ${describeLocation(config.store)}`,
    ...switches,
    faultsLine(server),
    ``,
    `Chatbots of this key:`,
    ...ids,
    ``,
    `First leads, from another terminal:`,
    ``,
    curl,
    ``,
    `With the client, from this folder:`,
    ``,
    ...snippet(baseUrl),
    ``,
    `Stop with Ctrl+C.`,
    ``,
  ].join("\n");
}
