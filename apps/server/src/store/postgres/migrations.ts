import type { ClientBase } from "pg";
import { StoreError } from "../store-error.ts";
import { describeLocation } from "./database-url.ts";

/**
 * Every step the schema has taken, oldest first; `chatbase_kit.schema_version` counts those that a database has behind it. A
 * step that has been released is never edited: the next one is added below.
 *
 * Whatever has many rows begins with `chatbot_id`, by which docs/postgres.md spreads it. Ids are `COLLATE "C"`: told apart by
 * their bytes, as in SQLite, whatever the locale of the database.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE accounts (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
  );

  CREATE TABLE api_keys (
    hash text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL REFERENCES accounts (id)
  );

  -- ordinal: the order of making, in which they are listed. version: rises with every commit that changes the leads.
  CREATE TABLE chatbots (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL REFERENCES accounts (id),
    name text NOT NULL,
    ordinal bigint GENERATED ALWAYS AS IDENTITY,
    version bigint NOT NULL DEFAULT 0
  );

  -- key: eight bytes of the instant, counted backwards, and the id (store/order/lead-key.ts). It is the order of a page. No
  -- foreign key here and below: who adds leads has locked the chatbot, and it costs a look a lead.
  CREATE TABLE leads (
    chatbot_id text COLLATE "C" NOT NULL,
    key bytea NOT NULL,
    json text NOT NULL,
    PRIMARY KEY (chatbot_id, key)
  );
  -- The id first: an index that began with the chatbot as the key does would look as good to the planner for reading a page,
  -- as long as it has no statistics of the chatbot, and is not: it is in another order.
  CREATE UNIQUE INDEX leads_by_id ON leads (substr(key, 9), chatbot_id);

  -- How many leads there are in each run of the order, in two levels (store/order/outline.ts).
  CREATE TABLE lead_sections (
    chatbot_id text COLLATE "C" NOT NULL,
    first bytea NOT NULL,
    leads integer NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (chatbot_id, first)
  );
  CREATE TABLE lead_blocks (
    chatbot_id text COLLATE "C" NOT NULL,
    first bytea NOT NULL,
    leads integer NOT NULL,
    PRIMARY KEY (chatbot_id, first)
  );
  `,
  `
  -- Instants: milliseconds since 1970. created_at: NULL for keys that were there before this step.
  ALTER TABLE api_keys
    ADD COLUMN name text NOT NULL DEFAULT '',
    ADD COLUMN created_at bigint,
    ADD COLUMN expires_at bigint,
    ADD COLUMN revoked_at bigint,
    ADD COLUMN last_used_at bigint;
  `,
];

/** "CBKT": the advisory lock of whoever changes the schema, or fills an empty database. */
export const schemaLock = 0x43424b54;

/** What a database has of our schema: how many steps, or that it is empty, or that it is somebody else's. */
async function versionOf(client: ClientBase): Promise<number | "foreign"> {
  const marker = await client.query<{ ours: boolean; others: boolean }>(
    `SELECT to_regclass('chatbase_kit') IS NOT NULL AS ours, EXISTS (
       SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')) AS others`,
  );
  const { ours, others } = marker.rows[0] ?? { ours: false, others: false };
  if (!ours) return others ? "foreign" : 0;
  const { rows } = await client.query<{ schema_version: number }>("SELECT schema_version FROM chatbase_kit");
  return rows[0]?.schema_version ?? 0;
}

async function checkedVersion(client: ClientBase, url: string): Promise<number> {
  const version = await versionOf(client);
  const refuse = (reason: string): StoreError =>
    new StoreError(
      `Cannot use the database ${describeLocation(url)}: ${reason}. Give DATABASE_URL an empty database, or unset it.`,
    );
  if (version === "foreign") throw refuse("it has tables of another program");
  if (version > migrations.length)
    throw refuse(`its schema ${version} is newer than this server's ${migrations.length}`);
  return version;
}

/**
 * Brings the schema up to date. Any number of processes may do so at once: one migrates, the others wait. A database that is up
 * to date is not locked.
 *
 * @throws {StoreError} if the database is another program's, or was written by a newer version of the server; it is not changed.
 */
export async function migrate(client: ClientBase, url: string): Promise<void> {
  if ((await checkedVersion(client, url)) === migrations.length) return;
  await client.query("BEGIN");
  // Held to the end of the transaction: whoever waited sees what was done meanwhile.
  await client.query("SELECT pg_advisory_xact_lock($1)", [schemaLock]);
  const version = await checkedVersion(client, url);
  if (version === 0) await client.query("CREATE TABLE IF NOT EXISTS chatbase_kit (schema_version integer NOT NULL)");
  for (const migration of migrations.slice(version)) await client.query(migration);
  await client.query("DELETE FROM chatbase_kit");
  await client.query("INSERT INTO chatbase_kit VALUES ($1)", [migrations.length]);
  await client.query("COMMIT");
}
