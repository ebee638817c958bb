import type { DatabaseSync } from "node:sqlite";

/**
 * Every step the schema has taken, oldest first; `PRAGMA user_version` counts those that a file has behind it. A step that
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

  -- number: what leads are filed under; a fifth of the bytes of the id in every row and index entry.
  CREATE TABLE chatbots (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL
  ) STRICT;

  -- The key is the order of a page, so a page is one contiguous read.
  CREATE TABLE leads (
    chatbot INTEGER NOT NULL REFERENCES chatbots (number),
    day INTEGER NOT NULL,
    microsecond INTEGER NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (chatbot, day DESC, microsecond DESC, id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX leads_by_id ON leads (chatbot, id);

  -- How many leads each day has: finds the day of a deep page without walking the leads before it.
  CREATE TABLE lead_days (
    chatbot INTEGER NOT NULL REFERENCES chatbots (number),
    day INTEGER NOT NULL,
    leads INTEGER NOT NULL,
    PRIMARY KEY (chatbot, day DESC)
  ) STRICT, WITHOUT ROWID;
  `,
];

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
  if (version > migrations.length)
    throw new ForeignDatabase(`its schema ${version} is newer than this server's ${migrations.length}`);
}

/**
 * Brings the schema of our database up to date. Several processes may do so at once: one migrates, the others wait. A database
 * that is up to date is not written to: a server starts while an import runs, and on a full disk.
 */
export function migrate(database: DatabaseSync): void {
  if (pragma(database, "user_version") === migrations.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = pragma(database, "user_version");
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length};`);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
