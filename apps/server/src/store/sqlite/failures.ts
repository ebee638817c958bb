import { StoreUnavailable } from "../store-error.ts";

/** Why a write failed that may succeed later, by the primary result code of SQLite (https://www.sqlite.org/rescode.html). */
const passing: Readonly<Record<number, string>> = {
  5: "Another process is writing to the database, probably an import. Wait for its end and run this again.",
  8: "The database cannot be written. Check its permissions and those of its folder.",
  10: "The database could not be read or written (I/O error). Check the disk.",
  13: "The disk is full. Nothing was written; make room and run this again.",
};

/** Says what to do about a failure of SQLite that somebody can mend while the server runs; any other error stays what it is. */
export function explainWrite(error: unknown): unknown {
  const { code, errcode = 0 } = error as { code?: string; errcode?: number };
  const text = code === "ERR_SQLITE_ERROR" ? passing[errcode & 0xff] : undefined;
  return text === undefined ? error : new StoreUnavailable(text, { cause: error });
}

/** What `write` returns. @throws {StoreUnavailable} if it failed and may succeed later. */
export function explained<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw explainWrite(error);
  }
}
