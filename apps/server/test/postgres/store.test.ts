import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { leadRecord, openStore, type Store } from "../../src/index.ts";
import { openPostgres } from "../../src/store/postgres/open-postgres.ts";
import { holdOrder } from "../store/order-suite.ts";
import { readLeads } from "../store/read-leads.ts";
import { storeSuite } from "../store/store-suite.ts";
import { clusterForTests } from "./cluster.ts";

const cluster = clusterForTests();
// Runs as small as they can be: a few leads are cut and joined as often as millions with the real ones.
const small = { block: 3, section: 2 };

storeSuite("Postgres", async () => openStore(await cluster().createDatabase()));
storeSuite(
  "Postgres with small runs",
  async () => openPostgres(await cluster().createDatabase(), { sizes: small }),
  40,
);

/** Two stores on one database, as two processes have them; with an account. */
async function twoStores() {
  const url = await cluster().createDatabase();
  const stores = [await openPostgres(url, { sizes: small }), await openPostgres(url, { sizes: small })] as const;
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
  const transaction = await stores[0].begin();
  await transaction.addAccount({ id: "acc", name: "Account" });
  for (const id of ["bot", "other"]) await transaction.addChatbot({ id, accountId: "acc", name: id });
  await transaction.commit();
  return stores;
}

test("an id that is too long for an index is refused in words, and one of 2,000 bytes is not", async () => {
  const [store] = await twoStores();
  // Random, because Postgres compresses.
  const idOf = (bytes: number): string => randomBytes(bytes / 2).toString("hex");
  const add = async (id: string): Promise<string[]> => {
    const transaction = await store.begin();
    try {
      return await transaction.addLeads("bot", [leadRecord({ id, created_at: "2024-01-01T00:00:00Z" })]);
    } finally {
      await transaction.rollback();
    }
  };
  expect(await add(idOf(2_000))).toEqual(["added"]);
  await expect(add(idOf(20_000))).rejects.toThrow(/^The database refuses .* An id of up to 2,000 bytes fits/);
});

test("a commit can be stopped until its last moment, and has stored nothing then", async () => {
  const [store] = await twoStores();
  const transaction = await store.begin();
  await transaction.addLeads("bot", [leadRecord({ id: "a", created_at: "2024-01-01T00:00:00Z" })]);
  const stop = (): never => {
    throw new Error("stopped");
  };
  await expect(transaction.commit(stop)).rejects.toThrow("stopped");
  await transaction.rollback();
  expect(await readLeads(store, { chatbotId: "bot", accountId: "acc", page: 1, size: 10 })).toEqual([]);
});

test("after a large import, places are found in the index alone", async () => {
  const url = await cluster().createDatabase();
  const store = await openPostgres(url);
  const transaction = await store.begin();
  await transaction.addAccount({ id: "acc", name: "Account" });
  await transaction.addChatbot({ id: "bot", accountId: "acc", name: "Bot" });
  const leads = Array.from({ length: 10_000 }, (_, id) =>
    leadRecord({ id: `${id}`, created_at: "2024-01-01T00:00:00Z" }),
  );
  await transaction.addLeads("bot", leads);
  await transaction.commit();
  await store.close();
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "SELECT relpages > 0 AND relallvisible = relpages AS all FROM pg_class WHERE relname = 'leads'",
  );
  await client.end();
  expect(rows).toEqual([{ all: true }]);
});

test("writers to one chatbot take turns, in several processes too; writers to others do not wait", async () => {
  const [one, other] = await twoStores();
  const lead = (day: number) => leadRecord({ id: `lead-${day}`, created_at: `2024-01-0${day}T00:00:00Z` });
  const first = await one.begin();
  await first.addLeads("bot", [lead(1), lead(5)]);
  const second = await other.begin();
  const outcomes = second.addLeads("bot", [lead(3)]).then(async (added) => {
    await second.commit();
    return added;
  });
  const third = await other.begin();
  expect(await third.addLeads("other", [lead(1)])).toEqual(["added"]);
  await third.commit();
  await first.commit();
  expect(await outcomes).toEqual(["added"]);
  for (const [index, day] of [5, 3, 1].entries()) {
    const page = { chatbotId: "bot", accountId: "acc", page: index + 1, size: 1 };
    expect((await readLeads(one, page)).map(({ id }) => id)).toEqual([`lead-${day}`]);
  }
});

test("another process, which has read the order before, reads every page right after each commit", async () => {
  const [writer, other] = await twoStores();
  await expect(holdOrder(writer, [other], 30)).resolves.toBeUndefined();
}, 240_000);

/** Commits one lead after another. @returns how many there are, as time goes on. */
function writeAll(store: Store, total: number): { readonly ended: Promise<void>; written: number } {
  const write = async (): Promise<void> => {
    while (progress.written < total) {
      const transaction = await store.begin();
      const created_at = new Date(1_700_000_000_000 + progress.written * 1_000).toISOString();
      await transaction.addLeads("bot", [leadRecord({ id: `lead-${progress.written}`, created_at })]);
      await transaction.commit();
      progress.written += 1;
    }
  };
  const progress = { written: 0, ended: Promise.resolve() };
  progress.ended = write();
  return progress;
}

test("pages are right while somebody commits all the time", async () => {
  const [writer, reader] = await twoStores();
  const total = 150;
  const progress = writeAll(writer, total);
  let pages = 0;
  for (; progress.written < total; pages += 1) {
    const before = progress.written;
    const [page, size] = [2 + (pages % 7), 1 + (pages % 5)];
    const found = await readLeads(reader, { chatbotId: "bot", accountId: "acc", page, size });
    // The newest first: of a state with so many leads, this page and no other.
    const possible = Array.from({ length: progress.written + 2 - before }, (_, more) => {
      const newest = before + more - 1 - (page - 1) * size;
      return Array.from({ length: Math.max(0, Math.min(size, newest + 1)) }, (__, index) => `lead-${newest - index}`);
    });
    expect(possible).toContainEqual(found.map(({ id }) => id));
  }
  await progress.ended;
  expect(pages).toBeGreaterThan(20);
}, 240_000);
