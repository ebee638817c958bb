import { copyFileSync, existsSync, linkSync, renameSync, statSync } from "node:fs";
import { StoreError } from "../store-error.ts";
import { beside, newPartial, publish, removeDatabase } from "./backup.ts";
import { closeDatabase, connect, openDatabase } from "./database.ts";
import { resultCodeOf, resultCodes } from "./result-code.ts";
import { sealOf } from "./seal.ts";

/** A connection holds a lock on its file as long as it is open, so that the file can be had alone only if there is none. */
function refuseInUse(path: string): void {
  if (!existsSync(path)) return;
  try {
    const database = connect(path);
    try {
      database.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK;");
    } finally {
      database.close();
    }
  } catch (error) {
    if (resultCodeOf(error) !== resultCodes.busy) return; // Damaged: that is why it is replaced.
    throw new StoreError(`The database ${path} is in use. Stop the server first, then restore.`, { cause: error });
  }
}

/**
 * Gives a database a second name, and its log to that: it may hold what the backup does not. There is no moment without a
 * database, in which a start would begin with demo data.
 *
 * @returns the second name.
 */
function setAside(path: string): string | undefined {
  const aside = `${path}.replaced-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  const isThere = existsSync(path);
  if (isThere) linkSync(path, aside);
  // The log of a database that was moved away goes too: SQLite would bring its commits into the backup.
  for (const suffix of beside) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
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
  refuseInUse(target);
  const partial = newPartial(target);
  try {
    for (const file of [source, sealOf(source)])
      if (existsSync(file)) copyFileSync(file, file === source ? partial : sealOf(partial));
    closeDatabase(openDatabase(partial), partial);
    // Copying took its time. Who opens the file from now on sees that it has become another (openDatabase).
    refuseInUse(target);
    const aside = setAside(target);
    publish(partial, target);
    return aside;
  } catch (error) {
    removeDatabase(partial);
    throw error;
  }
}
