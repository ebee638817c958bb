import { hashKey } from "../http/auth.ts";
import { leadRecord } from "../leads/lead-record.ts";
import type { Store, StoreTransaction } from "../store/store.ts";
import { type DemoAccount, demo } from "./demo.ts";
import { demoLeads } from "./leads.ts";

async function addAccount(transaction: StoreTransaction, account: DemoAccount): Promise<void> {
  await transaction.addAccount(account);
  await transaction.addKey({ hash: hashKey(account.apiKey), accountId: account.id, name: "demo" });
  for (const chatbot of account.chatbots) {
    await transaction.addChatbot({ ...chatbot, accountId: account.id });
    await transaction.addLeads(chatbot.id, demoLeads(chatbot, account.id).map(leadRecord));
  }
}

/** Adds all of the demo data. */
export async function addDemoData(transaction: StoreTransaction): Promise<void> {
  for (const account of demo.accounts) await addAccount(transaction, account);
}

/**
 * Fills a store that was never used with the demo data: all of it or nothing, once, whoever else starts at the same time.
 *
 * @returns whether it did.
 */
export async function seedWhenEmpty(store: Store): Promise<boolean> {
  // Looked at first without the lock that a running import holds.
  if ((await store.listChatbots()).length > 0) return false;
  const transaction = await store.begin();
  try {
    const isEmpty = await transaction.isEmpty();
    if (isEmpty) await addDemoData(transaction);
    await (isEmpty ? transaction.commit() : transaction.rollback());
    return isEmpty;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}
