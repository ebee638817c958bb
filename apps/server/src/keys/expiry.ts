import { endOfTime, instantOf } from "../clock.ts";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const span = /^([1-9][0-9]{0,5})([mhdw])$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

/** How an expiry is written, in words that follow "must be". */
export const expiryWords =
  "a time from now such as 30m, 12h, 90d or 4w, the last day such as 2030-12-31 (UTC), or an instant such as 2030-12-31T12:00:00Z";

/**
 * Reads when a key expires. A day is its last one.
 *
 * @param now in milliseconds since 1970, as the result.
 * @returns undefined if the text is not {@link expiryWords}, or names an instant that is over.
 */
export function readExpiry(text: string, now: number): number | undefined {
  const [, count, unit = ""] = span.exec(text) ?? [];
  if (count !== undefined) {
    const later = now + Number(count) * (units[unit] ?? 0);
    return later <= endOfTime ? later : undefined;
  }
  if (!day.test(text) && !instant.test(text)) return undefined;
  const named = instantOf(text);
  if (named === undefined) return undefined;
  // The last day of all ends a millisecond early: RFC 3339 cannot write what comes behind it.
  const expiresAt = Math.min(day.test(text) ? named + 86_400_000 : named, endOfTime);
  return expiresAt > now ? expiresAt : undefined;
}
