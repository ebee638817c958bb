import { addDemoData } from "../../demo/seed.ts";
import type { Store } from "../../store/store.ts";
import type { AdminContext, AdminInput } from "../operation.ts";
import { write } from "../../store/write.ts";

/** What a store holds, counted. */
export async function countsOf(store: Store): Promise<unknown> {
  const [accounts, chatbots] = [await store.listAccounts(), await store.listChatbots()];
  const leads = chatbots.reduce((sum, chatbot) => sum + chatbot.leads, 0);
  return { accounts: accounts.length, chatbots: chatbots.length, leads };
}

export async function resetData(_: AdminInput, { store }: AdminContext): Promise<unknown> {
  await write(store, async (transaction) => {
    await transaction.clear();
    await addDemoData(transaction);
  });
  return await countsOf(store);
}
