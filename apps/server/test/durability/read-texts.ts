import type { Store } from "../../src/store/store.ts";

const size = 1_000;

/** The JSON texts of all leads of a chatbot, in the order of its pages. */
export async function readTexts(store: Store, of: { chatbotId: string; accountId: string }): Promise<string[]> {
  const texts: string[] = [];
  for (let page = 1; ; page += 1) {
    const bytes = await store.readPage({ ...of, page, size });
    if (!bytes) throw new Error(`${of.accountId} has no chatbot ${of.chatbotId}`);
    const leads = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown[];
    if (leads.length === 0) return texts;
    texts.push(...leads.map((lead) => JSON.stringify(lead)));
  }
}
