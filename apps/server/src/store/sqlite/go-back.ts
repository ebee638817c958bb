import type { DatabaseSync } from "node:sqlite";
import { clearTables } from "./clear.ts";
import { breakSeal } from "./seal.ts";
import { endSnapshots } from "./snapshot.ts";

/** Columns of the tables whose rows are copied as they are. */
const columns = {
  accounts: "id, name",
  api_keys: "hash, account_id, name, created_at, expires_at, revoked_at, last_used_at",
} as const;

/** Columns besides `chatbot` of the tables that are filed under a chatbot's number. */
const leadColumns = {
  leads: "key, json",
  lead_ids: "entry",
  lead_sections: "first, leads, version",
  lead_blocks: "first, leads",
} as const;

/** Chatbots get numbers of their own: pages are remembered by number and version, and those of the copy have been there before. */
function copyRows(database: DatabaseSync): void {
  for (const [table, names] of Object.entries(columns))
    database.exec(`INSERT INTO ${table} (${names}) SELECT ${names} FROM copy.${table}`);
  database.exec(
    `INSERT INTO chatbots (id, account_id, name, version)
     SELECT id, account_id, name, version FROM copy.chatbots ORDER BY number`,
  );
  const numbers = database
    .prepare("SELECT new.number AS new, old.number AS old FROM chatbots new JOIN copy.chatbots old USING (id)")
    .all();
  for (const [table, names] of Object.entries(leadColumns)) {
    const insert = database.prepare(
      `INSERT INTO ${table} (chatbot, ${names}) SELECT ?, ${names} FROM copy.${table} WHERE chatbot = ?`,
    );
    for (const { new: next, old } of numbers) insert.run(Number(next), Number(old));
  }
}

/**
 * Replaces all that a database holds by what a copy holds, in one transaction.
 *
 * @param database that nobody else writes to in this process.
 * @param path of its file; undefined in memory.
 * @param copy its path, or a URI of SQLite.
 */
export function goBackTo(database: DatabaseSync, path: string | undefined, copy: string): void {
  // In memory there is one connection: what is read together in this turn is a transaction already.
  endSnapshots();
  database.prepare("ATTACH ? AS copy").run(copy);
  try {
    database.exec("BEGIN IMMEDIATE");
    if (path !== undefined) breakSeal(path);
    clearTables(database);
    copyRows(database);
    database.exec("COMMIT");
    endSnapshots();
  } finally {
    // SQLite ends a transaction by itself when the disk is full.
    if (database.isTransaction) database.exec("ROLLBACK");
    database.exec("DETACH copy");
  }
}
