import type { DatabaseSync } from "node:sqlite";
import type { KeyUses } from "../store.ts";
import { connect } from "./database.ts";
import { resultCodeOf, resultCodes } from "./result-code.ts";
import { breakSeal } from "./seal.ts";
import { endSnapshots } from "./snapshot.ts";

const note = "UPDATE api_keys SET last_used_at = ?2 WHERE hash = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)";

function write(database: DatabaseSync, uses: KeyUses, beforeWriting = (): void => {}): boolean {
  database.exec("BEGIN IMMEDIATE");
  try {
    beforeWriting();
    const statement = database.prepare(note);
    for (const [hash, instant] of uses) statement.run(hash, instant);
    database.exec("COMMIT");
    return true;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Opens a connection that waits neither for another writer nor, mostly, for the disk: it is used in the thread that answers. */
export function connectForUses(path: string): DatabaseSync {
  const connection = connect(path);
  connection.exec("PRAGMA busy_timeout = 0; PRAGMA synchronous = NORMAL;");
  return connection;
}

function writeToFile(path: string, uses: KeyUses): boolean {
  const connection = connectForUses(path);
  try {
    return write(connection, uses, () => breakSeal(path));
  } catch (error) {
    if (resultCodeOf(error) === resultCodes.busy) return false;
    throw error;
  } finally {
    connection.close();
  }
}

/**
 * Notes when keys were used last.
 *
 * @param database its path, or the one connection of a database in memory.
 * @returns whether it was noted: not while somebody writes.
 */
export function recordKeyUses(database: DatabaseSync | string, uses: KeyUses): boolean {
  // What is read after this is to have it; and in memory, a snapshot is a transaction of the same connection.
  endSnapshots();
  if (typeof database === "string") return writeToFile(database, uses);
  return !database.isTransaction && write(database, uses);
}
