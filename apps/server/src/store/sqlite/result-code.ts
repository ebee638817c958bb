/** Primary result codes of SQLite that we tell apart, https://www.sqlite.org/rescode.html */
export const resultCodes = { busy: 5, readOnly: 8, io: 10, corrupt: 11, full: 13, notDatabase: 26 } as const;

/** The primary result code of an error that SQLite threw; 0 of any other. */
export function resultCodeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}
