import { DatabaseError } from "pg";
import { StoreError, StoreUnavailable } from "../store-error.ts";
import { describeLocation } from "./database-url.ts";

/** SQLSTATEs of a server that is there and cannot answer now: starting, stopping, or full. https://www.postgresql.org/docs/18/errcodes-appendix.html */
const unavailable = /^(?:08...|57P0.|57014|53300)$/;

/** What to do about SQLSTATEs that somebody at the terminal can mend. */
const remedies: readonly (readonly [states: RegExp, remedy: string])[] = [
  [/^28/, "Check the user and the password in DATABASE_URL."],
  [/^3D000$/, "Create it, for example with `createdb`, or name another in DATABASE_URL."],
  [
    /^42501$/,
    "Give the user of DATABASE_URL the right to make tables there (GRANT CREATE ON SCHEMA) or, if they are made, to read and write them; or use another.",
  ],
  [/^(?:53300|57P0.)$/, "Try again when it has started, or has room."],
  [/^(?:53100|53200)$/, "Nothing was written; make room on the machine of the database and run this again."],
  [/^54000$/, "An id of up to 2,000 bytes fits; shorten those that are longer."],
];

/** Whether the failure is one of the connection, not of what was asked: another connection may do. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError) return unavailable.test(error.code ?? "");
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  // From the system (ECONNREFUSED, …) or TLS, which have a code; or from `pg`, whose own errors have only words.
  return "code" in error || /connection|timeout/i.test(error.message);
}

/** Whether it is `pg` that has lost its patience: with the way to the server, with the answer, or because all connections are in use. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/.test(error.message);
}

function remedyOf(error: unknown): string | undefined {
  const state = error instanceof DatabaseError ? (error.code ?? "") : "";
  return remedies.find(([states]) => states.test(state))?.[1];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DatabaseError) return message;
  return code === undefined || message.includes(code) ? message : `${code} ${message}`.trim();
}

/** Why a database cannot be opened, in one line that says what to do. The URL's password is not in it. */
export function explainOpening(url: string, error: unknown): StoreError {
  if (error instanceof StoreUnavailable) return explainOpening(url, error.cause);
  if (error instanceof StoreError) return error;
  // What a URL could not be read from has all of it inside, for whoever prints the error.
  if (!URL.canParse(url))
    return new StoreError("Cannot use the database: DATABASE_URL is not a URL. Encode what is special in it.");
  const what = `Cannot use the database ${describeLocation(url)} (${reasonOf(error)}).`;
  const remedy = remedyOf(error) ?? "Check DATABASE_URL, and that the server runs there.";
  return new StoreError(oneLine(`${what} ${remedy}`), { cause: error });
}

/** A failure while the store is in use, as the rest of the server knows it. */
export function explainUse(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const what = `The database does not answer (${reasonOf(error)}).`;
  if (isUnavailable(error)) return new StoreUnavailable(oneLine(`${what} Try again.`), { cause: error });
  const remedy = remedyOf(error);
  if (remedy === undefined) return error;
  return new StoreError(oneLine(`The database refuses (${reasonOf(error)}). ${remedy}`), { cause: error });
}
