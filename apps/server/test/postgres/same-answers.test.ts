/** The same server on SQLite, on Postgres and on a plain model: the same history, the same questions, the same bytes. */
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, hashKey, leadRecord, type Server, type Store } from "../../src/index.ts";
import { openPostgres } from "../../src/store/postgres/open-postgres.ts";
import { SqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { faultsOfMatrix, fillForMatrix } from "../http/support/isolation-matrix.ts";
import { ModelStore } from "../store/model-store.ts";
import { clusterForTests } from "./cluster.ts";
import { chatbotNames, histories, type Question, type Step } from "./histories.ts";

/** Runs so small that a few leads are cut and joined as millions are with the real ones. */
const small = { block: 3, section: 2, run: 7, runCharacters: 1_000 };
const runs = 100;
const steps = 6;
const questions = 17;

const cluster = clusterForTests();
const servers: Server[] = [];

async function prepare(store: Store): Promise<Server> {
  const transaction = await store.begin();
  for (const account of ["acc_0", "acc_1"]) {
    await transaction.addAccount({ id: account, name: account });
    await transaction.addKey({ hash: hashKey(`key-of-${account}`), accountId: account });
  }
  await transaction.commit();
  return createServer({ logLevel: "silent", failedKeyLimit: "none" }, { store });
}

beforeAll(async () => {
  const url = await cluster().createDatabase();
  const stores = [new SqliteStore(":memory:", small), await openPostgres(url, { sizes: small }), new ModelStore()];
  for (const store of stores) servers.push(await prepare(store));
});

afterAll(async () => {
  for (const server of servers) await server.close();
});

const ownerOf = (chatbot: number): string => `acc_${chatbot % 2}`;

async function addChatbots({ store }: Server, ids: readonly string[]): Promise<void> {
  const transaction = await store.begin();
  for (const [index, id] of ids.entries()) await transaction.addChatbot({ id, accountId: ownerOf(index), name: id });
  await transaction.commit();
}

/** @returns what the store says of it. */
async function take({ store }: Server, chatbotId: string, { leads, gone, committed }: Step): Promise<unknown> {
  const transaction = await store.begin();
  const outcomes = await transaction.addLeads(chatbotId, leads.map(leadRecord));
  const deleted = await transaction.deleteLeads(chatbotId, gone);
  await (committed ? transaction.commit() : transaction.rollback());
  return { outcomes, deleted };
}

async function ask(server: Server, ids: readonly string[], { asker, chatbot, query }: Question): Promise<string> {
  const parameters = new URLSearchParams({ chatbotId: ids[chatbot] ?? "nobody's", ...query });
  const account = asker === "owner" ? chatbot : chatbot + 1;
  const key = asker === "stranger" ? "no-key" : `key-of-${ownerOf(account)}`;
  const answer = await server.fetch(`http://any.example/api/v1/get-leads?${parameters.toString()}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return `${answer.status} ${await answer.text()}`;
}

/** What all servers say, which has to be one thing. */
async function agreed<T>(say: (server: Server) => Promise<T>): Promise<T> {
  const [sqlite, postgres, model] = await Promise.all(servers.map(say));
  expect(sqlite).toEqual(model);
  expect(postgres).toEqual(model);
  return model as T;
}

test("SQLite, Postgres and the model give the same answers, byte for byte", async () => {
  let run = 0;
  const asked = { "200": 0, "400": 0, "401": 0, "404": 0, withLeads: 0 };
  await fc.assert(
    fc.asyncProperty(histories(steps, questions), async (history) => {
      run += 1;
      const ids = chatbotNames.map((name) => `${name} ${run}`);
      await agreed((server) => addChatbots(server, ids));
      for (const step of history) {
        await agreed((server) => take(server, ids[step.chatbot] ?? "", step));
        const answers = step.questions.map((question) => agreed((server) => ask(server, ids, question)));
        for (const answer of await Promise.all(answers)) {
          asked[answer.slice(0, 3) as keyof typeof asked] += 1;
          if (answer.includes("created_at")) asked.withLeads += 1;
        }
      }
      const summary = await agreed(async ({ store }) => (await store.listChatbots()).slice(-ids.length));
      expect(summary).toHaveLength(ids.length);
    }),
    // To shrink a history takes longer than the test may; to do it, give `path` as the failure prints it.
    { numRuns: runs, seed: 20_261_122, endOnFailure: true },
  );
  // Enough was asked, of every kind.
  expect(asked["200"] + asked["400"] + asked["401"] + asked["404"]).toBeGreaterThanOrEqual(10_000);
  expect(asked.withLeads).toBeGreaterThan(2_000);
  for (const status of ["400", "401", "404"] as const) expect(asked[status]).toBeGreaterThan(100);
}, 300_000);

test("no account sees another's leads on Postgres, or that there are any", async () => {
  const store = await openPostgres(await cluster().createDatabase());
  const server = createServer({ logLevel: "silent", failedKeyLimit: "none" }, { store });
  try {
    await fillForMatrix(store);
    expect(await faultsOfMatrix(server)).toEqual([]);
  } finally {
    await server.close();
  }
}, 300_000);
