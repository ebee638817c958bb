import { DatabaseSync } from "node:sqlite";

/**
 * Takes a table out of the database of a running server, from outside, by another connection to the same file.
 *
 * @returns puts it back.
 */
export function takeTableAway(file: string, table: string): () => void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(`ALTER TABLE "${table}" RENAME TO "${table}_away"`);
  return () => {
    database.exec(`ALTER TABLE "${table}_away" RENAME TO "${table}"`);
    database.close();
  };
}
