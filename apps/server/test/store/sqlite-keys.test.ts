/** Keys in a SQLite file that several processes use. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { hashKey } from "../../src/http/auth.ts";
import { createServer, openStore, type Store } from "../../src/index.ts";
import { connectForUses } from "../../src/store/sqlite/key-uses.ts";
import { breakSeal } from "../../src/store/sqlite/seal.ts";
import { temporaryFolder } from "../folder.ts";

const hash = hashKey(demo.apiKey);
const url = `http://any.example/api/v1/get-leads?chatbotId=${demo.chatbotId}&size=1`;
const headers = { authorization: `Bearer ${demo.apiKey}` };

async function seeded(): Promise<{ path: string; store: Store }> {
  const path = join(temporaryFolder(), "leads.db");
  const store = openStore(path);
  await seedWhenEmpty(store);
  return { path, store };
}

async function lastUseOf(store: Store): Promise<number | undefined> {
  return (await store.listKeys()).find((key) => key.hash === hash)?.lastUsedAt;
}

test("a use is not noted while somebody else writes, and nobody waits for it", async () => {
  const { path, store } = await seeded();
  const own = connectForUses(path);
  expect(own.prepare("PRAGMA busy_timeout").get()).toEqual({ timeout: 0 });
  expect(own.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 1 });
  own.close();
  const writer = new DatabaseSync(path);
  writer.exec("BEGIN IMMEDIATE");
  expect(await store.recordKeyUses(new Map([[hash, 1]]))).toBe(false);
  writer.exec("COMMIT");
  writer.close();
  expect(await lastUseOf(store)).toBeUndefined();
  expect(await store.recordKeyUses(new Map([[hash, 1]]))).toBe(true);
  expect(await lastUseOf(store)).toBe(1);
  await store.close();
});

test("a thousand pages write nothing but that their key was used, once", async () => {
  const { path, store } = await seeded();
  const wal = (): number => statSync(`${path}-wal`).size;
  const second = openStore(path);
  onTestFinished(() => second.close());
  const server = createServer({ logLevel: "silent" }, { store });
  const begun = Date.now();
  // The first use is written about a second later; the rest within a minute of it is not.
  expect((await server.fetch(url, { headers })).status).toBe(200);
  while ((await lastUseOf(second)) === undefined) await server.fetch(url, { headers });
  const before = wal();
  for (let page = 0; page < 1_000 && Date.now() < begun + 55_000; page += 1) await server.fetch(url, { headers });
  expect(wal()).toBe(before);
  expect(await lastUseOf(second)).toBeLessThanOrEqual(Date.now());
  await server.close();
});

test("keys of a database from before they had dates are good, and can be listed and revoked", async () => {
  const { path, store } = await seeded();
  await store.close();
  breakSeal(path);
  const old = new DatabaseSync(path);
  for (const column of ["name", "created_at", "expires_at", "revoked_at", "last_used_at"])
    old.exec(`ALTER TABLE api_keys DROP COLUMN ${column}`);
  old.exec("PRAGMA user_version = 2");
  old.close();
  const migrated = openStore(path);
  onTestFinished(() => migrated.close());
  expect(await migrated.findAccountId(hash)).toBe(demo.accounts[0].id);
  const key = (await migrated.listKeys()).find((each) => each.hash === hash);
  const unknown = { createdAt: undefined, expiresAt: undefined, revokedAt: undefined, lastUsedAt: undefined };
  expect(key).toEqual({ hash, accountId: demo.accounts[0].id, name: "", ...unknown });
  const transaction = await migrated.begin();
  expect(await transaction.revokeKey(hash)).toBe(true);
  await transaction.commit();
  expect(await migrated.findAccountId(hash)).toBeUndefined();
});
