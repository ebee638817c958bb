import { DeferredStore } from "./deferred-store.ts";
import { isPostgresUrl } from "./postgres/database-url.ts";
import { SqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

/**
 * Opens the store that a location names: a path of a SQLite file, `:memory:`, or the URL of a Postgres database. That one is
 * opened by its first use, which throws what this would; only then is anything of it loaded.
 *
 * @throws {StoreError} with one line that says what to do.
 */
export function openStore(location: string): Store {
  if (!isPostgresUrl(location)) return new SqliteStore(location);
  return new DeferredStore(async () => {
    const { openPostgres } = await import("./postgres/open-postgres.ts");
    return await openPostgres(location);
  });
}
