import type { DatabaseSync } from "node:sqlite";
import type { ApiKeySummary } from "../store.ts";
import { KnownRows } from "./known-rows.ts";
import { prepareArrays } from "./order-rows.ts";

/** Account, and when it expires. */
type KnownKey = readonly [accountId: string, expiresAt: number | null];

interface KeyRow {
  readonly hash: string;
  readonly account_id: string;
  readonly name: string;
  readonly created_at: number | null;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
}

/** Reads the API keys of a database. */
export class Keys {
  readonly #database: DatabaseSync;
  readonly #known: KnownRows<KnownKey>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const find = prepareArrays(
      database,
      "SELECT account_id, expires_at FROM api_keys WHERE hash = ? AND revoked_at IS NULL",
    );
    this.#known = new KnownRows((hash) => find.get(hash) as unknown as KnownKey | undefined);
  }

  /** @param state of the database, as by {@link Snapshot.enter}. A key expires without a commit: that is asked each time. */
  accountId(state: number, hash: string): string | undefined {
    const key = this.#known.get(state, hash);
    if (key === undefined) return undefined;
    // The clock is asked for those keys only that expire.
    return key[1] === null || key[1] > Date.now() ? key[0] : undefined;
  }

  /** All of them, by account and age. */
  list(): ApiKeySummary[] {
    const rows = this.#database.prepare("SELECT * FROM api_keys ORDER BY account_id, created_at, hash").all();
    return (rows as unknown as KeyRow[]).map((row) => ({
      hash: row.hash,
      accountId: row.account_id,
      name: row.name,
      createdAt: row.created_at ?? undefined,
      expiresAt: row.expires_at ?? undefined,
      revokedAt: row.revoked_at ?? undefined,
      lastUsedAt: row.last_used_at ?? undefined,
    }));
  }
}
