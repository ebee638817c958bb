/** What the user of `DATABASE_URL` has to be allowed, when the schema has been made by another. */
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { leadRecord, openStore, type Store, StoreError } from "../../src/index.ts";
import { readLeads } from "../store/read-leads.ts";
import { clusterForTests } from "./cluster.ts";
import { password } from "./own-postgres.ts";

const cluster = clusterForTests();
const page = { chatbotId: "bot", accountId: "acc", page: 1, size: 10 };
const leads = [leadRecord({ id: "a", created_at: "2024-01-01T00:00:00Z" })];

/** A store whose schema another user has made, with a chatbot; its own user may do this and nothing else with the tables. */
async function storeWith(rights: string): Promise<Store> {
  const url = await cluster().createDatabase();
  const owners = openStore(url);
  const transaction = await owners.begin();
  await transaction.addAccount({ id: "acc", name: "Account" });
  await transaction.addChatbot({ id: "bot", accountId: "acc", name: "Bot" });
  await transaction.commit();
  await owners.close();
  const client = new Client({ connectionString: url });
  await client.connect();
  const user = `user_${Date.now()}`;
  await client.query(
    `CREATE ROLE ${user} LOGIN PASSWORD '${password}'; GRANT ${rights} ON ALL TABLES IN SCHEMA public TO ${user}`,
  );
  const own = new URL(url);
  own.username = user;
  const store = openStore(own.href);
  onTestFinished(async () => {
    await store.close();
    await client.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    await client.end();
  });
  return store;
}

test("who may read and write the rows can import, delete and read", async () => {
  const store = await storeWith("SELECT, INSERT, UPDATE, DELETE");
  const transaction = await store.begin();
  expect(await transaction.isEmpty()).toBe(false);
  await transaction.addChatbot({ id: "second", accountId: "acc", name: "Second" });
  expect(await transaction.addLeads("bot", leads)).toEqual(["added"]);
  await transaction.commit();
  expect(await readLeads(store, page)).toHaveLength(1);
  const other = await store.begin();
  expect(await other.deleteLeads("bot", ["a"])).toBe(1);
  await other.commit();
  expect(await readLeads(store, page)).toEqual([]);
});

test("who may only read can serve, and is told what an import needs, and the noting of a key's use", async () => {
  const store = await storeWith("SELECT");
  expect(await readLeads(store, page)).toEqual([]);
  const unnoted = await store.recordKeyUses(new Map([["0".repeat(64), 1]])).catch((error: unknown) => error);
  expect(unnoted).toBeInstanceOf(StoreError);
  expect((unnoted as StoreError).message).toMatch(/permission denied for table api_keys/);
  const transaction = await store.begin();
  expect(await transaction.isEmpty()).toBe(false);
  const refused = await transaction.addLeads("bot", leads).catch((error: unknown) => error);
  await transaction.rollback();
  expect(refused).toBeInstanceOf(StoreError);
  expect((refused as StoreError).message).toMatch(/permission denied for table chatbots.*to read and write them/);
});
