import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { hashKey } from "../../src/http/auth.ts";
import { leadRecord } from "../../src/leads/lead-record.ts";
import { openStore } from "../../src/store/open-store.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { connect } from "../../src/store/sqlite/database.ts";
import { breakSeal } from "../../src/store/sqlite/seal.ts";
import { SqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { temporaryFolder } from "../folder.ts";
import { holdOrder } from "./order-suite.ts";
import { readLeads } from "./read-leads.ts";
import { storeSuite } from "./store-suite.ts";

storeSuite("SQLite in memory", async () => openStore(":memory:"));
storeSuite("SQLite in a file", async () => openStore(join(temporaryFolder(), "leads.db")));
// Runs as small as they can be: a few leads are cut and joined as often as millions with the real ones.
const small = { block: 3, section: 2, run: 7, runCharacters: 1_000 };
storeSuite("SQLite with small runs", async () => new SqliteStore(":memory:", small), 120);

const accountId = demo.accounts[0].id;

async function seededFile(): Promise<string> {
  const path = join(temporaryFolder(), "leads.db");
  const store = openStore(path);
  await seedWhenEmpty(store);
  await store.close();
  return path;
}

describe("a SQLite file", () => {
  test("has every page in order for a reader that has read before, while another writes", async () => {
    const path = join(temporaryFolder(), "leads.db");
    const stores = [1, 2].map(() => new SqliteStore(path, small));
    const [writer] = stores as [SqliteStore, SqliteStore];
    const transaction = await writer.begin();
    await transaction.addAccount({ id: "acc", name: "Account" });
    await transaction.commit();
    await expect(holdOrder(writer, stores)).resolves.toBeUndefined();
    for (const store of stores) await store.close();
  }, 60_000);

  test("knows what was read before only until somebody commits", async () => {
    const path = await seededFile();
    const store = openStore(path);
    const keyHash = hashKey(demo.apiKey);
    const query = { chatbotId: demo.chatbotId, accountId, page: 1, size: 1 };
    expect(await store.findAccountId(keyHash)).toBe(accountId);
    await expect(store.readPage(query)).resolves.toBeDefined();
    const other = connect(path);
    other.exec("DELETE FROM api_keys; UPDATE chatbots SET account_id = (SELECT max(id) FROM accounts)");
    other.close();
    await setImmediate();
    expect(await store.findAccountId(keyHash)).toBeUndefined();
    await expect(store.readPage(query)).resolves.toBeUndefined();
    await store.close();
  });

  test("is opened so that a commit survives a power cut and readers do not block", () => {
    const database = connect(join(temporaryFolder(), "leads.db"));
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    expect(database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
    expect(database.prepare("PRAGMA busy_timeout").get()).toEqual({ timeout: 5_000 });
    expect(database.prepare("PRAGMA foreign_keys").get()).toEqual({ foreign_keys: 1 });
    database.close();
  });

  test("shows nothing of a transaction to other readers before it commits", async () => {
    const store = openStore(await seededFile());
    const transaction = await store.begin();
    await transaction.addLeads("imports-go-here-00001", [leadRecord({ id: "a", created_at: "2024-01-01T00:00:00Z" })]);
    const page = { chatbotId: "imports-go-here-00001", accountId, page: 1, size: 10 };
    expect(await readLeads(store, page)).toEqual([]);
    await transaction.commit();
    expect(await readLeads(store, page)).toHaveLength(1);
    await store.close();
  });

  test("is seeded once by two that start at the same time", async () => {
    const path = join(temporaryFolder(), "leads.db");
    const stores = [openStore(path), openStore(path)];
    await Promise.all(stores.map(seedWhenEmpty));
    for (const store of stores) {
      expect((await store.listChatbots()).map(({ leads }) => leads)).toEqual([3_000, 1_400, 0, 600]);
      await store.close();
    }
  });

  test("is seeded once, and kept", async () => {
    const path = await seededFile();
    const store = openStore(path);
    await seedWhenEmpty(store);
    const chatbots = await store.listChatbots();
    expect(chatbots.map(({ leads }) => leads)).toEqual([3_000, 1_400, 0, 600]);
    await store.close();
  });

  test("opens and is read while another process writes to it", async () => {
    const path = await seededFile();
    const writer = new DatabaseSync(path);
    writer.exec("BEGIN IMMEDIATE");
    const store = openStore(path);
    await seedWhenEmpty(store);
    expect(await readLeads(store, { chatbotId: demo.chatbotId, accountId, page: 1, size: 10 })).toHaveLength(10);
    await store.close();
    writer.close();
  });

  test("holds no key", async () => {
    const bytes = readFileSync(await seededFile(), "latin1");
    expect(bytes).toContain("lead_123");
    for (const { apiKey } of demo.accounts) expect(bytes).not.toContain(apiKey);
  });
});

describe("a file that cannot be used is refused in one line that says what to do", () => {
  const refusal = (path: string): string => {
    try {
      void openStore(path).close();
      return "opened";
    } catch (error) {
      expect(error).toBeInstanceOf(StoreError);
      expect((error as Error).message).not.toContain("\n");
      return (error as Error).message;
    }
  };

  test("not a database", () => {
    const path = join(temporaryFolder(), "leads.db");
    writeFileSync(path, "no database\n".repeat(1_000));
    expect(refusal(path)).toMatch(/is damaged .*chatbase-server restore BACKUP/);
  });

  test("cut short", async () => {
    const path = await seededFile();
    truncateSync(path, 100_000);
    expect(refusal(path)).toMatch(/is damaged .*chatbase-server restore BACKUP/);
  });

  test("overwritten in the middle", async () => {
    const path = await seededFile();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 20_000, 60_000);
    writeFileSync(path, bytes);
    expect(refusal(path)).toMatch(/is damaged .*chatbase-server restore BACKUP/);
  });

  test("another program's", () => {
    const path = join(temporaryFolder(), "leads.db");
    const database = new DatabaseSync(path);
    database.exec("CREATE TABLE songs (title TEXT)");
    database.close();
    const before = readFileSync(path);
    expect(refusal(path)).toContain("it is another program's. Choose another with --store");
    expect(readFileSync(path)).toEqual(before);
  });

  test("of a newer server", async () => {
    const path = await seededFile();
    const database = new DatabaseSync(path);
    breakSeal(path);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(refusal(path)).toContain("newer than this server");
  });

  test("of a server before the first release", async () => {
    const path = await seededFile();
    const database = new DatabaseSync(path);
    breakSeal(path);
    database.exec("PRAGMA user_version = 1");
    database.close();
    expect(refusal(path)).toContain("before the first release. Choose another with --store");
  });

  test("in a folder that is a file", async () => {
    const path = await seededFile();
    expect(refusal(join(path, "leads.db"))).toMatch(/Cannot open .*--store/);
  });

  test("a copy that is whole opens", async () => {
    const path = await seededFile();
    copyFileSync(path, `${path}.copy`);
    expect(refusal(`${path}.copy`)).toBe("opened");
  });
});
