import { keyIdOf } from "../keys/api-key.ts";
import type { ApiKeySummary } from "../store/store.ts";

/** A key as `keys list --json` gives it; instants in UTC (RFC 3339). */
export interface ListedKey {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly created: string | null;
  readonly expires: string | null;
  readonly lastUsed: string | null;
  readonly revoked: string | null;
  readonly state: "active" | "expired" | "revoked";
}

/** An instant in UTC (RFC 3339), to the second. */
export function instantText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

function textOrNull(instant: number | undefined): string | null {
  return instant === undefined ? null : instantText(instant);
}

/** What of a key is shown. @param now in milliseconds since 1970. */
export function listedKey(key: ApiKeySummary, now: number): ListedKey {
  const isExpired = key.expiresAt !== undefined && key.expiresAt <= now;
  const valid = isExpired ? "expired" : "active";
  return {
    id: keyIdOf(key.hash),
    account: key.accountId,
    name: key.name,
    created: textOrNull(key.createdAt),
    expires: textOrNull(key.expiresAt),
    lastUsed: textOrNull(key.lastUsedAt),
    revoked: textOrNull(key.revokedAt),
    state: key.revokedAt === undefined ? valid : "revoked",
  };
}

/** Keys as a table for people. */
export function keyTable(keys: readonly ListedKey[]): string {
  const rows = [
    ["ID", "ACCOUNT", "NAME", "CREATED", "EXPIRES", "LAST USED", "STATE"],
    ...keys.map((key) => [
      key.id,
      key.account,
      key.name || "-",
      key.created ?? "unknown",
      key.expires ?? "never",
      key.lastUsed ?? "never",
      key.state,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}
