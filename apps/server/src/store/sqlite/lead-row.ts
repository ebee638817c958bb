import type { LeadRecord } from "../../leads/lead-record.ts";
import { instantLength, keyOf, type LeadKey } from "../order/lead-key.ts";

/** A lead as its rows hold it. */
export interface LeadRow {
  readonly id: string;
  readonly key: LeadKey;
  /** Hash of the id. */
  readonly hash: number;
  /** What the index by id holds: 6 bytes of the hash, then the instant that makes the key with the id. */
  readonly entry: string;
  readonly json: string;
  /** About the microseconds since 1970, counted backwards: rows that differ in it are in its order. */
  readonly rank: number;
}

const hashLength = 6;

/** The first bytes of every entry of a hash. */
export function entriesOf(hash: number): string {
  const upper = Math.floor(hash / 2 ** 32);
  return String.fromCharCode(
    upper >>> 8,
    upper & 0xff,
    (hash >>> 24) & 0xff,
    (hash >>> 16) & 0xff,
    (hash >>> 8) & 0xff,
    hash & 0xff,
  );
}

/** The key of the lead of this id, if it is the one that an entry is about. */
export function keyOfEntry(entry: string, id: string): LeadKey {
  return keyOf(entry.slice(hashLength, hashLength + instantLength), id);
}

/** The rows of a lead. */
export function leadRow({ id, key, hash, day, microsecond, json }: LeadRecord): LeadRow {
  const entry = entriesOf(hash) + key.slice(0, instantLength);
  return { id, key, hash, entry, json, rank: -(day * 86_400_000_000 + microsecond) };
}

/** In the order of the table of leads. */
export function byKey(one: LeadRow, other: LeadRow): number {
  return one.rank - other.rank || (one.key < other.key ? -1 : 1);
}

/** In the order of the index by id, but for ids of one hash. */
export function byHash(one: LeadRow, other: LeadRow): number {
  return one.hash - other.hash;
}
