/** The matrix of isolation on the stores that need no other process (Postgres: test/postgres/same-answers.test.ts). */
import { join } from "node:path";
import { expect, test } from "vitest";
import { createServer, openStore, type Store } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { ModelStore } from "../store/model-store.ts";
import { cells, faultsOfMatrix, fillForMatrix } from "./support/isolation-matrix.ts";
import { storeWith } from "./support/stores.ts";

async function faultsWith(store: Store, wrap: (store: Store) => Store = (each) => each): Promise<string[]> {
  await fillForMatrix(store);
  const server = createServer({ logLevel: "silent" }, { store: wrap(store) });
  try {
    return await faultsOfMatrix(server);
  } finally {
    await server.close();
  }
}

test("there are at least 2,000 cells, no two alike", () => {
  expect(cells.length).toBeGreaterThanOrEqual(2_000);
  const asked = cells.map(({ account, id, query }) => JSON.stringify([account, id, query.query]));
  expect(new Set(asked).size).toBe(cells.length);
});

test.each([
  { name: "a SQLite file", open: () => openStore(join(temporaryFolder(), "matrix.db")) },
  { name: "SQLite in memory", open: () => openStore(":memory:") },
  { name: "the model", open: () => new ModelStore() },
])("no account sees another's leads, or that there are any: $name", async ({ open }) => {
  expect(await faultsWith(open())).toEqual([]);
});

/** Stores that keep accounts apart badly, and a cell that has to see it. */
const leaky: readonly { readonly does: string; readonly wrap: (store: Store) => Store; readonly seen: string }[] = [
  {
    does: "forgets the account",
    wrap: (store) =>
      storeWith(
        {
          readPage: async (query) => {
            const { accountId } = (await store.findChatbot(query.chatbotId)) ?? query;
            return await store.readPage({ ...query, accountId });
          },
        },
        store,
      ),
    seen: 'acc_2: "Bot-a", itself: 200 for 404',
  },
  {
    does: "does not mind spaces at the end",
    wrap: (store) =>
      storeWith({ readPage: (query) => store.readPage({ ...query, chatbotId: query.chatbotId.trimEnd() }) }, store),
    seen: 'acc_2: "shop ", itself: 200 for 404',
  },
  {
    does: "does not mind the case",
    wrap: (store) =>
      storeWith(
        {
          readPage: async (query) => {
            const ids = (await store.listChatbots()).filter(({ accountId }) => accountId === query.accountId);
            const meant = ids.find(({ id }) => id.toLowerCase() === query.chatbotId.toLowerCase());
            return await store.readPage({ ...query, chatbotId: meant?.id ?? query.chatbotId });
          },
        },
        store,
      ),
    seen: 'acc_1: "Bot-a", upper case: 200 for 404',
  },
  {
    does: "gives an empty page of another's chatbot",
    wrap: (store) =>
      storeWith(
        {
          readPage: async (query) => {
            const chatbot = await store.findChatbot(query.chatbotId);
            if (!chatbot) return undefined;
            return (await store.readPage(query)) ?? (await store.readPage({ ...query, ...chatbot, page: 999_999_999 }));
          },
        },
        store,
      ),
    seen: 'acc_2: "Bot-a", itself: 200 for 404',
  },
];

test.each(leaky)("a store that $does fails the matrix", async ({ wrap, seen }) => {
  expect(await faultsWith(openStore(":memory:"), wrap)).toContain(seen);
});
