import type { Lead } from "@chatbase-kit/contract/operations";
import type { PageQuery, Store } from "../../src/store/store.ts";

/** The leads of a page; fails if the account has no such chatbot. */
export async function readLeads(store: Store, query: PageQuery): Promise<Lead[]> {
  const page = await store.readPage(query);
  if (!page) throw new Error(`${query.accountId} has no chatbot ${query.chatbotId}`);
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(page, "latin1"))) as Lead[];
}
