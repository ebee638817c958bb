import type { Store } from "../../src/store/store.ts";
import { readLeads } from "../store/read-leads.ts";

const size = 1_000;

/** The JSON texts of all leads of a chatbot, in the order of its pages. */
export async function readTexts(store: Store, of: { chatbotId: string; accountId: string }): Promise<string[]> {
  const texts: string[] = [];
  for (let page = 1; ; page += 1) {
    const leads = await readLeads(store, { ...of, page, size });
    if (leads.length === 0) return texts;
    texts.push(...leads.map((lead) => JSON.stringify(lead)));
  }
}
