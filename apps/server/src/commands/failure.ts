import { ImportError } from "../import/row.ts";
import { StoreError } from "../store/store-error.ts";

interface SystemError extends Error {
  readonly code?: string;
  readonly syscall?: string;
  /** Extended result code of SQLite. */
  readonly errcode?: number;
  readonly address?: string;
  readonly port?: number;
}

/** Failures of SQLite that somebody at the terminal can mend, by primary result code (https://www.sqlite.org/rescode.html). */
const storeFailures: Readonly<Record<number, string>> = {
  5: "Another process is writing to the database, probably an import. Wait for its end and run this again.",
  8: "The database cannot be written. Check its permissions and those of its folder.",
  10: "The database could not be read or written (I/O error). Check the disk.",
  13: "The disk is full. Nothing was written; make room and run this again.",
};

/** What to tell the person at the terminal. Failures that we know say what to do; others show where they come from. */
export function explainFailure(error: unknown): string {
  if (error instanceof StoreError || error instanceof ImportError) return error.message;
  const { code, syscall, address, port, stack, errcode = 0 } = error as SystemError;
  const storeFailure = code === "ERR_SQLITE_ERROR" ? storeFailures[errcode & 0xff] : undefined;
  if (storeFailure !== undefined) return storeFailure;
  if ((error as Error).name === "AbortError") return "Stopped. Nothing was imported.";
  if (code === "EADDRINUSE")
    return `Port ${port} of ${address} is in use. Stop what uses it, or choose another with --port.`;
  if (code === "EACCES" && syscall === "listen")
    return `Port ${port} of ${address} may not be used. Choose one above 1023 with --port.`;
  if (code === "ENOTSUP" && syscall === "listen") return "This system cannot share a port. Start without --reuse-port.";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return "This machine does not have the address given by --host.";
  return stack ?? String(error);
}
