/** Statements about accounts and keys that no request waits for. */
import type { ApiKeySummary, KeyUses } from "../store.ts";
import type { Reader } from "./order-reader.ts";
import type { Statement } from "./statements.ts";

export const listAccounts: Statement = { name: "list_accounts", text: "SELECT id, name FROM accounts ORDER BY id" };

const listKeys: Statement = {
  name: "list_keys",
  text: `SELECT hash, account_id, name, created_at, expires_at, revoked_at, last_used_at
    FROM api_keys ORDER BY account_id, created_at NULLS FIRST, hash`,
};

/** Notes that the key with the hash `$1` was used at `$2`. May be run twice, and by many processes at once. */
const noteUse: Statement = {
  name: "note_use",
  text: "UPDATE api_keys SET last_used_at = $2 WHERE hash = $1 AND (last_used_at IS NULL OR last_used_at < $2)",
};

/** Notes when keys were used last. One statement each: nobody has to wait for all of them. */
export async function noteUses(reader: Reader, uses: KeyUses): Promise<void> {
  for (const [hash, instant] of uses) await reader.read(noteUse, [hash, instant]);
}

/** A `bigint`, which comes as text. */
type Instant = string | null;

function instantOf(text: Instant): number | undefined {
  return text === null ? undefined : Number(text);
}

/** All keys, by account and age. */
export async function readKeys(reader: Reader): Promise<ApiKeySummary[]> {
  type Row = [hash: string, accountId: string, name: string, ...instants: [Instant, Instant, Instant, Instant]];
  const rows = await reader.read<Row>(listKeys, []);
  return rows.map(([hash, accountId, name, createdAt, expiresAt, revokedAt, lastUsedAt]) => ({
    hash,
    accountId,
    name,
    createdAt: instantOf(createdAt),
    expiresAt: instantOf(expiresAt),
    revokedAt: instantOf(revokedAt),
    lastUsedAt: instantOf(lastUsedAt),
  }));
}
