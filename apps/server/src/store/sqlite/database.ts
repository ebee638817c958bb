import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store-error.ts";
import { ForeignDatabase, migrate, refuseForeign } from "./migrations.ts";

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

function checkIntegrity(database: DatabaseSync): void {
  const faults = database.prepare("PRAGMA quick_check(1)").all();
  const [first] = faults.map((row) => String(row["quick_check"]));
  if (first !== "ok") throw new Error(first ?? "quick_check gave no answer");
}

/** SQLITE_CORRUPT and SQLITE_NOTADB, https://www.sqlite.org/rescode.html */
const damaged = new Set([11, 26]);

/** Makes the last folder of a path only: a path with several missing folders is more likely a mistake. */
function makeFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder);
}

function explain(path: string, error: unknown): StoreError {
  const { errcode, code, message } = error as { errcode?: number; code?: string; message: string };
  if (error instanceof ForeignDatabase) {
    return new StoreError(`Cannot use the database ${path}: ${message}. Choose another with --store PATH.`, {
      cause: error,
    });
  }
  const remedy =
    damaged.has((errcode ?? 0) & 0xff) || message.startsWith("***") || message.startsWith("Tree ")
      ? `The database ${path} is damaged (${message}). Restore a copy of it, or move it away to start with demo data.`
      : `Cannot open the database ${path} (${code === "ERR_SQLITE_ERROR" ? message : (code ?? message)}). ` +
        "Check that its folder exists and can be written, or choose another with --store PATH.";
  return new StoreError(remedy.replaceAll("\n", " "), { cause: error });
}

/**
 * Opens the database at `path` (`:memory:` for one that ends with the process), creating its folder, checking its
 * integrity (about 0.5 s a million leads) and bringing its schema up to date.
 *
 * @throws {StoreError} with one line that says what to do.
 */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (path !== ":memory:") makeFolder(dirname(path));
    database = openFile(path);
    refuseForeign(database);
    makeDurable(database);
    checkIntegrity(database);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw explain(path, error);
  }
}
