import type { DatabaseSync } from "node:sqlite";
import { clearTables } from "./clear.ts";
import { breakSeal } from "./seal.ts";
import { endSnapshots } from "./snapshot.ts";
import { atOnce, inSteps, stepsOver } from "./steps.ts";

/** Columns of the tables whose rows are copied as they are. */
const columns = {
  accounts: "id, name",
  api_keys: "hash, account_id, name, created_at, expires_at, revoked_at, last_used_at",
} as const;

/** Columns besides `chatbot` of the tables that are filed under a chatbot's number, of those with a row for each lead ... */
const leadColumns = [
  { table: "leads", column: "key", names: "key, json" },
  { table: "lead_ids", column: "entry", names: "entry" },
] as const;
/** ... and of the others. */
const orderColumns = {
  lead_sections: "first, leads, version",
  lead_blocks: "first, leads",
} as const;

/** Chatbots get numbers of their own: pages are remembered by number and version, and those of the copy have been there before. */
function* copyRows(database: DatabaseSync): Generator<void> {
  for (const [table, names] of Object.entries(columns))
    database.exec(`INSERT INTO ${table} (${names}) SELECT ${names} FROM copy.${table}`);
  database.exec(
    `INSERT INTO chatbots (id, account_id, name, version)
     SELECT id, account_id, name, version FROM copy.chatbots ORDER BY number`,
  );
  const numbers = database
    .prepare("SELECT new.number AS new, old.number AS old FROM chatbots new JOIN copy.chatbots old USING (id)")
    .all();
  for (const numbersOfOne of numbers)
    yield* copyLeads(database, Number(numbersOfOne["old"]), Number(numbersOfOne["new"]));
}

function* copyLeads(database: DatabaseSync, from: number, to: number): Generator<void> {
  const copying = (table: string, names: string): string =>
    `INSERT INTO ${table} (chatbot, ${names}) SELECT ?, ${names} FROM copy.${table} WHERE chatbot = ?`;
  for (const { table, column, names } of leadColumns) {
    const insert = database.prepare(`${copying(table, names)} AND ${column} >= ? AND ${column} < ? ORDER BY ${column}`);
    for (const step of stepsOver(database, { table: `copy.${table}`, column, chatbot: from })) {
      insert.run(to, from, step.from, step.to);
      yield;
    }
  }
  for (const [table, names] of Object.entries(orderColumns)) database.prepare(copying(table, names)).run(to, from);
}

function* replaceRows(database: DatabaseSync): Generator<void> {
  yield* clearTables(database);
  yield* copyRows(database);
}

/**
 * Replaces all that a database holds by what a copy holds, in one transaction. Of a file, step by step, and a server answers in
 * between; in memory at once.
 *
 * @param database that nobody else writes to in this process; of a file, a connection of its own.
 * @param path of its file; undefined in memory.
 * @param copy its path, or a URI of SQLite.
 */
export async function goBackTo(database: DatabaseSync, path: string | undefined, copy: string): Promise<void> {
  // In memory there is one connection: what is read together in this turn is a transaction already.
  endSnapshots();
  database.prepare("ATTACH ? AS copy").run(copy);
  try {
    database.exec("BEGIN IMMEDIATE");
    if (path === undefined) atOnce(replaceRows(database));
    else {
      breakSeal(path);
      await inSteps(replaceRows(database));
    }
    database.exec("COMMIT");
    endSnapshots();
  } finally {
    // SQLite ends a transaction by itself when the disk is full.
    if (database.isTransaction) database.exec("ROLLBACK");
    database.exec("DETACH copy");
  }
}
