/** Keys of a server on Postgres, made and revoked by others. */
import { Client } from "pg";
import { expect, test } from "vitest";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { hashKey, openStore } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { brokenPromises } from "../keys/support/key-life.ts";
import { runProgram } from "../process/program.ts";
import { clusterForTests } from "./cluster.ts";

const cluster = clusterForTests();

test("a server keeps every promise about keys that others make and revoke, on one open connection", async () => {
  const url = await cluster().createDatabase();
  const [store, other] = [openStore(url), openStore(url)];
  await seedWhenEmpty(store);
  expect(await brokenPromises(store, other)).toEqual([]);
  await other.close();
});

test("the commands take DATABASE_URL, and the database has nothing but the hash", async () => {
  const url = await cluster().createDatabase();
  const run = (...args: string[]) => runProgram(["keys", ...args], temporaryFolder(), { DATABASE_URL: url });
  const made = await run("create", "--account", "acc_123abc456", "--name", "CRM", "--expires", "2099-12-31");
  const key = made.stdout.trim();
  const [id = ""] = /key_\w+/.exec(made.stderr) ?? [];
  expect((await run("list")).stdout).toMatch(
    new RegExp(`^${id} +acc_123abc456 +CRM .* 2100-01-01T00:00:00Z .* active$`, "m"),
  );
  expect((await run("revoke", id)).code).toBe(0);
  expect((await run("list")).stdout).toMatch(new RegExp(`^${id} .* revoked$`, "m"));
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ row: string }>("SELECT api_keys::text AS row FROM api_keys");
  await client.end();
  const stored = rows.map(({ row }) => row).join("\n");
  expect(stored).toContain(hashKey(key));
  expect(stored).not.toContain(key.slice(6));
}, 120_000);

test("keys of a database from before they had dates are good, and have no dates", async () => {
  const url = await cluster().createDatabase();
  const store = openStore(url);
  await seedWhenEmpty(store);
  await store.close();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `ALTER TABLE api_keys DROP name, DROP created_at, DROP expires_at, DROP revoked_at, DROP last_used_at;
     UPDATE chatbase_kit SET schema_version = 1`,
  );
  await client.end();
  const migrated = openStore(url);
  const [key] = await migrated.listKeys();
  expect(key).toMatchObject({ name: "", createdAt: undefined, revokedAt: undefined, lastUsedAt: undefined });
  expect(await migrated.findAccountId(key?.hash ?? "")).toBe(key?.accountId);
  await migrated.close();
});
