/**
 * Reads every lead of a chatbot: a process of its own, so that its memory is its own.
 * Arguments: `kit`, `ahead` or `fetch`, base URL, key, chatbot, leads that there are. Prints leads a second and the peak of memory.
 */
import { createClient } from "@chatbase-kit/client";

const [how = "", baseUrl = "", apiKey = "", chatbotId = "", expected = "0"] = process.argv.slice(2);
const size = 1_000;

async function walkWithKit(prefetch: boolean): Promise<number> {
  let leads = 0;
  const list = createClient({ baseUrl, apiKey }).leads.list({ chatbotId, size }, { prefetch });
  for await (const lead of list) if (lead.id) leads += 1;
  return leads;
}

async function walkWithFetch(): Promise<number> {
  const headers = { authorization: `Bearer ${apiKey}` };
  for (let page = 1, leads = 0; ; page += 1) {
    const query = new URLSearchParams({ chatbotId, page: `${page}`, size: `${size}` });
    const response = await fetch(`${baseUrl}/get-leads?${query.toString()}`, { headers });
    const { collectedCustomers } = JSON.parse(await response.text()) as { collectedCustomers: { id: string }[] };
    if (collectedCustomers.length === 0) return leads;
    for (const lead of collectedCustomers) if (lead.id) leads += 1;
  }
}

const started = performance.now();
const leads = await (how === "fetch" ? walkWithFetch() : walkWithKit(how === "ahead"));
const seconds = (performance.now() - started) / 1_000;
if (leads !== Number(expected)) throw new Error(`${leads} leads came, not ${expected}.`);
console.log(JSON.stringify({ rate: leads / seconds, megabytes: process.resourceUsage().maxRSS / 1_024 }));
process.exit(0);
