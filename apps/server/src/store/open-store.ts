import { SqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

/**
 * Opens the store that a location names: a path of a SQLite file, or `:memory:`.
 *
 * @throws {StoreError} with one line that says what to do.
 */
export function openStore(location: string): Store {
  return new SqliteStore(location);
}
