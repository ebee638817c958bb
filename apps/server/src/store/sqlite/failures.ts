import { StoreUnavailable } from "../store-error.ts";
import { resultCodeOf, resultCodes } from "./result-code.ts";

/** Why a write failed that may succeed later. */
const passing: Readonly<Record<number, string>> = {
  [resultCodes.busy]:
    "Another process is writing to the database, probably an import. Wait for its end and run this again.",
  [resultCodes.readOnly]: "The database cannot be written. Check its permissions and those of its folder.",
  [resultCodes.io]: "The database could not be read or written (I/O error). Check the disk.",
  [resultCodes.full]: "The disk is full. Nothing was written; make room and run this again.",
};

/** Says what to do about a failure of SQLite that somebody can mend while the server runs; any other error stays what it is. */
export function explainWrite(error: unknown): unknown {
  const text = passing[resultCodeOf(error)];
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
