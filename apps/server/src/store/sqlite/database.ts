import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store-error.ts";
import { holdFile, releaseFile } from "./held-files.ts";
import { ForeignDatabase, migrate, refuseForeign } from "./migrations.ts";
import { resultCodeOf, resultCodes } from "./result-code.ts";
import { breakSeal, sealDatabase, stateOfSeal } from "./seal.ts";

/** How long a writer waits for another process's write to end, in milliseconds. */
const busyTimeout = 5_000;

function openFile(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: busyTimeout, enableForeignKeyConstraints: true });
}

/** A commit has reached the disk when it returns (`FULL`), and readers and the one writer do not block each other (`WAL`). */
function makeDurable(database: DatabaseSync): void {
  database.exec("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
}

/** Opens one more connection to a database that {@link openDatabase} has accepted. */
export function connect(path: string): DatabaseSync {
  const database = openFile(path);
  makeDurable(database);
  return database;
}

class DamagedFile extends Error {
  override readonly name = "DamagedFile";
}

/** About 0.3 s a million leads. */
function checkStructure(database: DatabaseSync): void {
  // `quick_check` takes 15 % less, and does not see pages that have changed places.
  const [first] = database.prepare("PRAGMA integrity_check(1)").all();
  const fault = String(first?.["integrity_check"]);
  if (fault !== "ok") throw new DamagedFile(fault);
}

/** A file that is as it was sealed needs no look at its structure. @throws {DamagedFile}, {ForeignDatabase} */
function checkDatabase(path: string, database: DatabaseSync): void {
  const seal = path === ":memory:" ? "open" : stateOfSeal(path);
  // Before its owner is asked for: that may be what is damaged.
  if (seal === "broken") throw new DamagedFile("its bytes are not those that were written");
  refuseForeign(database);
  if (seal === "open") checkStructure(database);
}

/** Makes the file, and the last folder of its path only: a path with several missing folders is more likely a mistake. */
function makePlace(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) mkdirSync(folder);
  if (existsSync(path)) return;
  // The seal of a file that was moved away.
  breakSeal(path);
  makePrivate(path);
}

/** Makes an empty file that only its owner may read: leads are personal data. What SQLite puts beside it has the same rights. */
export function makePrivate(path: string): void {
  closeSync(openSync(path, "a", 0o600));
}

/** @throws {StoreError} if there is no file, for commands that must not make one. */
export function refuseMissing(path: string): void {
  if (!existsSync(path)) throw new StoreError(`There is no database ${path}. Name it with --store PATH.`);
}

/** Whether an error says that a file is not what was written. */
export function isDamage(error: unknown): boolean {
  const code = resultCodeOf(error);
  return error instanceof DamagedFile || code === resultCodes.corrupt || code === resultCodes.notDatabase;
}

function remedyOf(path: string, error: Error & { code?: string }): string {
  const { code, message } = error;
  if (error instanceof ForeignDatabase)
    return `Cannot use the database ${path}: ${message}. Choose another with --store PATH.`;
  if (isDamage(error)) {
    return (
      `The database ${path} is damaged (${message}). Bring a backup back with \`chatbase-server restore BACKUP --store ${path}\`, ` +
      "or move it away to start with demo data. If you have changed it yourself, " +
      `\`chatbase-server check --accept --store ${path}\` looks at all of it first.`
    );
  }
  const reason = code === "ERR_SQLITE_ERROR" ? message : (code ?? message);
  return (
    `Cannot open the database ${path} (${reason}). ` +
    "Check that its folder exists and can be written, or choose another with --store PATH."
  );
}

/** Says what to do about a database that cannot be opened. */
export function explainOpen(path: string, error: unknown): StoreError {
  return new StoreError(remedyOf(path, error as Error).replaceAll("\n", " "), { cause: error });
}

function prepared(database: DatabaseSync, path: string): DatabaseSync {
  checkDatabase(path, database);
  makeDurable(database);
  migrate(database, () => path !== ":memory:" && breakSeal(path));
  return database;
}

/** Tells a file from the next one of its name. */
function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

/** @returns undefined if `restore` has put another file into its place meanwhile: nobody would read what is written to this one. */
function openThisFile(path: string): DatabaseSync | undefined {
  const opened = inodeOf(path);
  const database = openFile(path);
  let [holds, keeps] = [false, false];
  try {
    holdFile(path);
    holds = true;
    prepared(database, path);
    keeps = inodeOf(path) === opened;
    return keeps ? database : undefined;
  } catch (error) {
    if (inodeOf(path) === opened) throw error;
    return undefined;
  } finally {
    if (!keeps) database.close();
    if (holds && !keeps) releaseFile(path);
  }
}

/**
 * Opens the database at `path` (`:memory:` for one that ends with the process), creating its folder, checking it (0.1 s a
 * million leads, 0.3 s if it was not closed in peace) and bringing its schema up to date. Ended by {@link closeDatabase}.
 *
 * @throws {StoreError} with one line that says what to do.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    if (path === ":memory:") return prepared(openFile(path), path);
    makePlace(path);
    for (;;) {
      const database = openThisFile(path);
      if (database) return database;
    }
  } catch (error) {
    throw explainOpen(path, error);
  }
}

/** Seals the file, if nobody writes, and closes a database that {@link openDatabase} has opened. */
export function closeDatabase(database: DatabaseSync, path: string): void {
  if (path === ":memory:") return database.close();
  sealDatabase(database, path);
  database.close();
  releaseFile(path);
}
