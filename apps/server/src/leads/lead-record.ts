import type { Lead } from "@chatbase-kit/contract/operations";
import { Lead as LeadSchema } from "@chatbase-kit/contract/schemas";
import { type JsonText, jsonText } from "../json-text.ts";
import { idHash } from "../store/id-hash.ts";
import { type LeadKey, leadKey } from "../store/order/lead-key.ts";

/** A lead as it is stored: the text that a page sends, and the key that orders it. */
export interface LeadRecord {
  readonly id: string;
  /** UTC day of `created_at`, counted from 1970-01-01; negative before. */
  readonly day: number;
  /** Microsecond of that day, 0 to 86,399,999,999. */
  readonly microsecond: number;
  /** Where it stands in the order of a page. */
  readonly key: LeadKey;
  /** Hash of the id, by which it is found. */
  readonly hash: number;
  readonly json: JsonText<Lead>;
}

const millisecondsPerDay = 86_400_000;
const dateTime = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** Day number of a `YYYY-MM-DD` date that the contract has accepted. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay;
}

/**
 * Where an RFC 3339 date-time stands: UTC day and microsecond of the day. Digits finer than a microsecond are not used.
 *
 * Two numbers, because one count of microseconds since 1970 leaves the safe integers in the year 2255.
 * @throws {RangeError} if the text is not one that the contract accepts.
 */
export function instantOf(createdAt: string): { day: number; microsecond: number } {
  // Up to milliseconds and in UTC, as most are: Date reads it all, at a third of the price.
  if (createdAt.length <= longestOfDate && createdAt.endsWith("Z")) return instant(Date.parse(createdAt), 0);
  const [, seconds, fraction = "", zone] = dateTime.exec(createdAt) ?? [];
  return instant(Date.parse(`${seconds}${zone}`), Number(fraction.slice(0, 6).padEnd(6, "0")));
}

/** `2024-01-01T12:00:00.000Z` */
const longestOfDate = 24;

function instant(milliseconds: number, microseconds: number): { day: number; microsecond: number } {
  if (Number.isNaN(milliseconds)) throw new RangeError("created_at is not an RFC 3339 date-time");
  const day = Math.floor(milliseconds / millisecondsPerDay);
  return { day, microsecond: (milliseconds - day * millisecondsPerDay) * 1000 + microseconds };
}

/**
 * Makes the record of a lead. The contract checks it here, once, so that reading a page does not pay for it again.
 *
 * @throws a zod error if the lead is not what the contract says.
 */
export function leadRecord(lead: Lead): LeadRecord {
  return checkedLeadRecord(LeadSchema.parse(lead));
}

/** As {@link leadRecord}, for what the contract's schema has just returned. */
export function checkedLeadRecord(lead: Lead): LeadRecord {
  const { id } = lead;
  const { day, microsecond } = instantOf(lead.created_at);
  return { id, day, microsecond, key: leadKey(day, microsecond, id), hash: idHash(id), json: jsonText<Lead>(lead) };
}
