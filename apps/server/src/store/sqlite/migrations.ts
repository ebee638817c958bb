import type { DatabaseSync } from "node:sqlite";

/**
 * Every step the schema has taken, oldest first; `PRAGMA user_version` counts them. A step that
 * has been released is never edited: the next one is added below.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE api_keys (
    hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id)
  ) STRICT, WITHOUT ROWID;

  -- number: what leads are filed under, never given to a second chatbot; a fifth of the bytes of the id in every row.
  -- version: rises with every commit that changes the leads.
  CREATE TABLE chatbots (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  -- key: instant, counted backwards, and id (store/order/lead-key.ts). It is the order of a page, so a page is one
  -- contiguous read.
  CREATE TABLE leads (
    chatbot INTEGER NOT NULL REFERENCES chatbots (number),
    key BLOB NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (chatbot, key)
  ) STRICT, WITHOUT ROWID;

  -- Finds a lead by its id. entry: a hash of the id, and the instant that makes a key with it (store/sqlite/lead-row.ts).
  CREATE TABLE lead_ids (
    chatbot INTEGER NOT NULL REFERENCES chatbots (number),
    entry BLOB NOT NULL,
    PRIMARY KEY (chatbot, entry)
  ) STRICT, WITHOUT ROWID;

  -- How many leads there are in each run of the order, in two levels (store/order/outline.ts): finds the place of a deep
  -- page without walking the leads before it.
  CREATE TABLE lead_sections (
    chatbot INTEGER NOT NULL REFERENCES chatbots (number),
    first BLOB NOT NULL,
    leads INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (chatbot, first)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE lead_blocks (
    chatbot INTEGER NOT NULL REFERENCES chatbots (number),
    first BLOB NOT NULL,
    leads INTEGER NOT NULL,
    PRIMARY KEY (chatbot, first)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Instants: milliseconds since 1970. created_at: NULL for keys that were there before this step.
  ALTER TABLE api_keys ADD COLUMN name TEXT NOT NULL DEFAULT '';
  ALTER TABLE api_keys ADD COLUMN created_at INTEGER;
  ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;
  ALTER TABLE api_keys ADD COLUMN revoked_at INTEGER;
  ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
  `,
];

/** Versions that no release had; files of them are refused. */
const unreleased = 1;
const newest = unreleased + migrations.length;

/** "CBKT": tells our files from other SQLite databases. */
const applicationId = 0x43424b54;

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** A database that is whole, and not for this server. */
export class ForeignDatabase extends Error {
  override readonly name = "ForeignDatabase";
}

/** @throws {ForeignDatabase} if the file is another program's database, or was written by a newer version of the server. Changes nothing. */
export function refuseForeign(database: DatabaseSync): void {
  const owner = pragma(database, "application_id");
  const tables = Number(database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.["tables"]);
  if (owner !== applicationId && (owner !== 0 || tables > 0)) throw new ForeignDatabase("it is another program's");
  const version = pragma(database, "user_version");
  if (version > newest) throw new ForeignDatabase(`its schema ${version} is newer than this server's ${newest}`);
  if (owner === applicationId && version <= unreleased)
    throw new ForeignDatabase("it was made by this server before the first release");
}

/**
 * Brings the schema of our database up to date. Several processes may do so at once: one migrates, the others wait. A database
 * that is up to date is not written to: a server starts while an import runs, and on a full disk.
 *
 * @param beforeWriting is called with the lock of a writer, before anything is written.
 */
export function migrate(database: DatabaseSync, beforeWriting: () => void): void {
  if (pragma(database, "user_version") === newest) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    beforeWriting();
    const done = Math.max(0, pragma(database, "user_version") - unreleased);
    for (const migration of migrations.slice(done)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${newest};`);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
