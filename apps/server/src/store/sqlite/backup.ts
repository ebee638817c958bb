/** Copies of a database that are whole, taken while others read and write. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { backup } from "node:sqlite";
import { leftoversIn, ownName } from "../../leftovers.ts";
import { StoreError } from "../store-error.ts";
import { closeDatabase, connect, makePrivate, openDatabase, refuseMissing } from "./database.ts";
import { explainWrite } from "./failures.ts";
import { sealOf, syncFolder } from "./seal.ts";

/** Pages that are copied before the next look at the clock: 32 MiB. */
const pagesAtOnce = 4_096;

/** Hears of the share of a copy that is done, 0 to 1. */
export type OnShare = (share: number) => void;

/** What SQLite puts beside a database file, and we. */
export const beside = ["-wal", "-shm", "-seal"];

/** Removes a database file with all that belongs to it. */
export function removeDatabase(path: string): void {
  for (const suffix of ["", ...beside]) rmSync(path + suffix, { force: true });
}

/** How many copies this process has begun. */
let begun = 0;

/** Name for a copy while it is made, one that nobody else uses; removes what processes that died have left of theirs. */
export function newPartial(target: string): string {
  const beginning = `${basename(target)}.partial-`;
  for (const leftover of leftoversIn(dirname(target), beginning)) removeDatabase(leftover);
  begun += 1;
  const partial = join(dirname(target), `${ownName(beginning)}${begun}`);
  makePrivate(partial);
  return partial;
}

function refuseTaken(target: string): void {
  if (existsSync(target)) throw new StoreError(`${target} exists already. Choose another name for the backup.`);
}

/** Gives a database file, closed and sealed, its name: from now on, or not at all. */
export function publish(from: string, to: string): void {
  for (const file of [from, sealOf(from)]) {
    const descriptor = openSync(file, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
  renameSync(from, to);
  renameSync(sealOf(from), sealOf(to));
  syncFolder(to);
}

/** One state of the source, whoever writes meanwhile: the copy begins anew whenever the state that it reads from moves on. */
async function copyState(source: string, target: string, onShare: OnShare): Promise<void> {
  const database = connect(source);
  try {
    database.exec("BEGIN");
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }): void =>
      onShare(1 - remainingPages / totalPages);
    await backup(database, target, { rate: pagesAtOnce, progress });
  } finally {
    database.close();
  }
}

/**
 * Copies the database at `source` to `target`, sealed. Who reads and who writes meanwhile need not wait.
 *
 * @throws {StoreError} if the source is not a whole database of ours, or the target exists. Nothing is left of the target then.
 */
export async function backUp(source: string, target: string, onShare: OnShare = () => {}): Promise<void> {
  refuseMissing(source);
  if (!existsSync(dirname(target))) throw new StoreError(`There is no folder ${dirname(target)} for the backup.`);
  refuseTaken(target);
  // Refuses what is damaged: a backup of that would be found out too late.
  closeDatabase(openDatabase(source), source);
  const partial = newPartial(target);
  try {
    await copyState(source, partial, onShare);
    // Looks at the copy as a start would, and seals it.
    closeDatabase(openDatabase(partial), partial);
    // Another backup of that name may have been faster.
    refuseTaken(target);
    publish(partial, target);
  } catch (error) {
    removeDatabase(partial);
    throw explainWrite(error);
  }
}
