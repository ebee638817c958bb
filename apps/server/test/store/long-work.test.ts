/** A store answers while it does what takes long: counted in pages that were read meanwhile, not in milliseconds. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { importLeads } from "../../src/import/import-leads.ts";
import { leadRecord } from "../../src/leads/lead-record.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { write } from "../../src/store/write.ts";
import { temporaryFolder } from "../folder.ts";
import { readLeads } from "./read-leads.ts";

const chatbotId = "imports-go-here-00001";
const query = { chatbotId, accountId: demo.accounts[0].id, page: 1, size: 1 };
/** A lead a second; many enough for several steps of everything. */
const leads = Array.from({ length: 30_000 }, (_, second) => ({
  id: `lead_${second}`,
  name: "A name that makes the file a large one, which a second thread reads: so that nothing waits for it, too",
  created_at: new Date(1_704_067_200_000 + second * 1_000).toISOString(),
}));
const newest = "lead_29999";

async function fileStore(): Promise<Store> {
  const store = openStore(join(temporaryFolder(), "leads.db"));
  onTestFinished(() => store.close());
  await seedWhenEmpty(store);
  return store;
}

async function fullStore(): Promise<Store> {
  const store = await fileStore();
  await write(store, (transaction) => transaction.addLeads(chatbotId, leads.map(leadRecord)));
  return store;
}

/** The newest lead of the chatbot, as page after page had it while something was done; undefined if it had none. */
async function seenWhile(store: Store, work: Promise<unknown>, onPage = () => {}): Promise<(string | undefined)[]> {
  const state = { isOver: false };
  const over = work.finally(() => (state.isOver = true));
  const seen: (string | undefined)[] = [];
  while (!state.isOver) {
    seen.push((await readLeads(store, query))[0]?.id);
    onPage();
  }
  await over;
  return seen;
}

test("while it goes back to a snapshot: from the old state, then from the new one, and from nothing between", async () => {
  const store = await fullStore();
  await store.snapshots?.create("full");
  const later = { id: "later", created_at: "2030-01-01T00:00:00Z" };
  await write(store, (transaction) => transaction.addLeads(chatbotId, [leadRecord(later)]));
  const seen = await seenWhile(store, store.snapshots?.restore("full") ?? Promise.reject(new Error("no snapshots")));
  expect(seen.filter((id) => id === "later").length).toBeGreaterThan(20);
  const first = seen.lastIndexOf("later") + 1;
  expect(seen.filter((id, index) => id !== (index < first ? "later" : newest))).toEqual([]);
  // What was copied in steps is whole, and each lead is found by its id.
  const ids: string[] = [];
  for (let page = 1; page <= 31; page += 1)
    for (const { id } of await readLeads(store, { ...query, page, size: 1_000 })) ids.push(id);
  expect(ids).toEqual(leads.map(({ id }) => id).toReversed());
  expect((await store.listChatbots()).find(({ id }) => id === chatbotId)?.leads).toBe(30_000);
  const again = await write(store, (transaction) => transaction.addLeads(chatbotId, leads.map(leadRecord)));
  expect(new Set(again)).toEqual(new Set(["known"]));
});

test.each(["all", "one chatbot"])("while %s is deleted, from what is committed", async (what) => {
  const store = await fullStore();
  const transaction = await store.begin();
  const seen = await seenWhile(store, what === "all" ? transaction.clear() : transaction.deleteChatbot(chatbotId));
  expect(seen.length).toBeGreaterThan(10);
  expect(new Set(seen)).toEqual(new Set([newest]));
  await transaction.rollback();
  expect((await readLeads(store, query))[0]?.id).toBe(newest);
});

test("while a large file is imported", async () => {
  const store = await fileStore();
  const file = join(temporaryFolder(), "leads.ndjson");
  writeFileSync(file, leads.map((lead) => `${JSON.stringify(lead)}\n`).join(""));
  // Steps of the import since a page was read.
  let [steps, most] = [0, 0];
  const onProgress = (): void => void (most = Math.max(most, (steps += 1)));
  const seen = await seenWhile(store, importLeads({ store, chatbotId, file, onProgress }), () => (steps = 0));
  expect(most).toBeLessThan(5);
  expect(seen.filter((id) => id !== undefined && id !== newest)).toEqual([]);
  expect((await readLeads(store, query))[0]?.id).toBe(newest);
});
