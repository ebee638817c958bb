/**
 * The seal of a database file: its sum, in a file beside it, as long as nobody writes. SQLite looks at the structure of a file only;
 * a letter of a name that the disk has changed is no fault to it. Broken before the first byte is written, so a seal
 * that does not fit is damage, or another program's work.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { type Sum, sumOf } from "./held-files.ts";

/** Where the seal of a database file is. */
export const sealOf = (path: string): string => `${path}-seal`;

/** Largest file that is sealed, in bytes: about 15 million leads, two seconds. Beyond, a stop would take too long. */
const mostBytes = 4 * 2 ** 30;

/** How long sealing waits for a reader or a writer, in milliseconds. */
const patience = 100;

/** Makes durable which names there are in the folder of a file. */
export function syncFolder(path: string): void {
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function readSeal(path: string): string | undefined {
  try {
    return readFileSync(sealOf(path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const textOf = ({ size, crc32 }: Sum): string => `${JSON.stringify({ size, crc32 })}\n`;

/** Whether a file that is held is as it was sealed: `open` if it has no seal. */
export function stateOfSeal(path: string): "whole" | "broken" | "open" {
  const seal = readSeal(path);
  if (seal === undefined) return "open";
  if (textOf(sumOf(path)) === seal) return "whole";
  // Somebody may have begun to write meanwhile; they break the seal first.
  return readSeal(path) === seal ? "broken" : "open";
}

/** Removes the seal, durably. To be called with the lock of a writer, before anything is written. */
export function breakSeal(path: string): void {
  try {
    unlinkSync(sealOf(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  syncFolder(path);
}

/** Writes the seal of a file that is held and that nobody can write to now. */
export function writeSeal(path: string): void {
  const fresh = `${sealOf(path)}.new`;
  const descriptor = openSync(fresh, "w");
  try {
    writeSync(descriptor, textOf(sumOf(path)));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, sealOf(path));
  syncFolder(path);
}

const logIsEmpty = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;

/**
 * Brings the whole log into the file, which hands the space of a large import back, and seals it; both only if it can be done
 * at once. What was committed is safe without.
 *
 * @param most bytes of the file above which it stays open.
 */
export function sealDatabase(database: DatabaseSync, path: string, most = mostBytes): void {
  if (existsSync(sealOf(path))) return;
  try {
    database.exec(`PRAGMA busy_timeout = ${patience}; PRAGMA wal_checkpoint(TRUNCATE)`);
    if (statSync(path).size > most) return;
    database.exec("BEGIN IMMEDIATE");
    try {
      if (logIsEmpty(path) && !existsSync(sealOf(path))) writeSeal(path);
    } finally {
      database.exec("ROLLBACK");
    }
  } catch {
    // A full disk, a reader, a writer: the next start looks at the structure instead.
  }
}
