import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, statSync, unlinkSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store-error.ts";
import { beside, newPartial, publish, removeDatabase } from "./backup.ts";
import { closeDatabase, connect, openDatabase } from "./database.ts";
import { resultCodeOf, resultCodes } from "./result-code.ts";
import { sealOf } from "./seal.ts";

/**
 * A connection holds a lock on its file as long as it is open, so that the file can be had alone only if there is none.
 *
 * @param name of the database, for the error.
 * @returns a connection that nobody can read or write beside; undefined if the file is not there, or is damaged: that is why it
 * is replaced.
 */
function haveAlone(path: string, name = path): DatabaseSync | undefined {
  if (!existsSync(path)) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = connect(path);
    database.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK;");
    return database;
  } catch (error) {
    database?.close();
    if (resultCodeOf(error) !== resultCodes.busy) return undefined;
    throw new StoreError(`The database ${name} is in use. Stop the server first, then restore.`, { cause: error });
  }
}

/**
 * Gives a database a second name, and its log to that: it may hold what the backup does not. There is no moment without a
 * database, in which a start would begin with demo data. Whoever opens the file waits until `replace` is done, and then sees that
 * it has become another (openDatabase).
 *
 * @returns the second name; undefined if there was no database.
 * @throws {StoreError} if it is in use.
 */
function setAside(path: string, replace: () => void): string | undefined {
  const aside = `${path}.replaced-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  const isThere = existsSync(path);
  if (isThere) linkSync(path, aside);
  let alone: DatabaseSync | undefined;
  try {
    // By its second name: what SQLite removes when this is closed has to be beside that, and not beside what comes to be here.
    alone = haveAlone(aside, path);
  } catch (error) {
    unlinkSync(aside);
    throw error;
  }
  try {
    // The log of a database that was moved away goes too: SQLite would bring its commits into the backup.
    for (const suffix of beside) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
    replace();
  } finally {
    alone?.close();
  }
  return isThere ? aside : undefined;
}

/** What `backup` writes has no log. A copy by other means may have one, with commits that the file alone has not. */
function refuseLog(source: string): void {
  if ((statSync(`${source}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw new StoreError(
    `${source} has a log beside it, so it is no backup. Make one of it: \`chatbase-server backup FILE --store ${source}\`.`,
  );
}

/**
 * Puts a copy of a backup into the place of the database at `target`. The database that was there is kept beside it.
 *
 * @returns where that is now; undefined if there was none.
 * @throws {StoreError} if the backup is not a whole database of ours, or the target is in use. Nothing has changed then.
 */
export function restore(source: string, target: string): string | undefined {
  if (!existsSync(source)) throw new StoreError(`There is no backup ${source}.`);
  refuseLog(source);
  haveAlone(target)?.close();
  const partial = newPartial(target);
  try {
    for (const file of [source, sealOf(source)])
      if (existsSync(file)) copyFileSync(file, file === source ? partial : sealOf(partial));
    // A copy has the rights of what it was made of.
    chmodSync(partial, 0o600);
    closeDatabase(openDatabase(partial), partial);
    // Copying took its time: somebody may have opened it.
    return setAside(target, () => publish(partial, target));
  } catch (error) {
    removeDatabase(partial);
    throw error;
  }
}
