import type { Lead } from "@chatbase-kit/contract/operations";
import { expect, test } from "vitest";
import { leadRecord } from "../../src/leads/lead-record.ts";
import type { Store } from "../../src/store/store.ts";
import { readLeads } from "./read-leads.ts";

const chatbot = { id: "bot", accountId: "acc", name: "Bot" };

function leads(count: number, name: string): Lead[] {
  return Array.from({ length: count }, (_, day) => ({ id: `${name}${day}`, name, created_at: instant(day) }));
}

const instant = (day: number): string => new Date(Date.UTC(2024, 0, 1 + day)).toISOString();

async function write(store: Store, work: (transaction: Awaited<ReturnType<Store["begin"]>>) => Promise<unknown>) {
  const transaction = await store.begin();
  await work(transaction);
  await transaction.commit();
}

/** Page 2 of days before the 20th: its place is one that stores remember. */
async function deepPage(store: Store): Promise<string[]> {
  const query = { chatbotId: chatbot.id, accountId: "acc", lastDay: 19_740, page: 2, size: 3 };
  return (await readLeads(store, query)).map(({ id }) => id);
}

/** What every store must do when a chatbot, or everything, is deleted. */
export function testClearing(store: () => Store): void {
  test("a deleted chatbot is gone with its leads, and others stay", async () => {
    await write(store(), (each) => each.addLeads("bot", leads(3, "a").map(leadRecord)));
    await write(store(), (each) => each.addLeads("other", leads(2, "b").map(leadRecord)));
    await write(store(), async (each) => {
      expect(await each.deleteChatbot("nobody")).toBe(false);
      expect(await each.deleteChatbot("bot")).toBe(true);
      await expect(each.addLeads("bot", [])).rejects.toThrow("There is no chatbot bot.");
    });
    expect(await store().findChatbot("bot")).toBeUndefined();
    expect(await store().listChatbots()).toEqual([{ id: "other", accountId: "acc", name: "Other", leads: 2 }]);
    expect(await store().readPage({ chatbotId: "bot", accountId: "acc", page: 1, size: 1 })).toBeUndefined();
  });

  test("a chatbot of a name that was free again is another, on every page", async () => {
    await write(store(), (each) => each.addLeads("bot", leads(30, "a").map(leadRecord)));
    expect(await deepPage(store())).toEqual(["a14", "a13", "a12"]);
    await write(store(), async (each) => {
      await each.deleteChatbot("bot");
      await each.addChatbot(chatbot);
    });
    expect(await deepPage(store())).toEqual([]);
    // As many writes as the first had: a place that was remembered by their number would be wrong now.
    await write(store(), (each) => each.addLeads("bot", leads(12, "b").map(leadRecord)));
    expect(await deepPage(store())).toEqual(["b8", "b7", "b6"]);
  });

  test("a cleared store is as one that was never used, unless it is taken back", async () => {
    await write(store(), (each) => each.addLeads("bot", leads(3, "a").map(leadRecord)));
    const undone = await store().begin();
    await undone.clear();
    await undone.rollback();
    expect((await store().listChatbots()).map(({ leads: count }) => count)).toEqual([3, 0]);
    await write(store(), async (each) => {
      await each.clear();
      expect(await each.isEmpty()).toBe(true);
    });
    expect([await store().listAccounts(), await store().listChatbots(), await store().listKeys()]).toEqual([
      [],
      [],
      [],
    ]);
    expect(await store().findAccountId("f".repeat(64))).toBeUndefined();
  });
}
