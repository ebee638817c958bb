import { ArgumentError } from "./errors/argument-error.ts";

/**
 * A `Temporal.PlainDate`, `PlainDateTime`, `Instant` or `ZonedDateTime`, native or of a polyfill. Written as a shape, so
 * that no project needs Temporal's types.
 */
export interface TemporalDay {
  readonly [Symbol.toStringTag]: `Temporal.${"PlainDate" | "PlainDateTime" | "Instant" | "ZonedDateTime"}`;
  readonly epochMilliseconds?: number;
  toString(): string;
}

/** A whole UTC day: `YYYY-MM-DD`, or the UTC day of an instant. A plain date or date-time of Temporal is taken as UTC. */
export type Day = string | Date | TemporalDay;

/**
 * A day as the wire writes it, `YYYY-MM-DD` (RFC 3339 `full-date`). Undefined when no day was given. Null is not "none": a
 * lost value must not widen, or move to 1970, what is asked for.
 *
 * @throws ArgumentError when the day does not exist or has another form
 */
export function utcDay(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const day = typeof value === "string" ? value : dayOf(value);
  if (isDay(day)) return day;
  throw new ArgumentError(name, "expected an existing day as YYYY-MM-DD, Date or Temporal");
}

/** The day of anything but a string; `""` when it has none. Outside the years 0 to 9999 it has a sign and six digits. */
function dayOf(value: unknown): string {
  const isDate = value instanceof Date;
  if (!isDate && !/^Temporal\.\w/.test((value as TemporalDay | null)?.[Symbol.toStringTag] as string)) return "";
  const ms = isDate ? value.getTime() : (value as TemporalDay).epochMilliseconds;
  if (Number.isNaN(ms)) return "";
  // "2024-02-29T12:00:00[u-ca=iso8601]": ISO comes first, whatever the calendar.
  return (ms === undefined ? String(value) : new Date(ms).toISOString()).slice(0, 10);
}

/** The day that was found to exist last: leads that follow on each other are mostly of one. */
let known: string | undefined;

/** Whether a text is a day of the years 0000 to 9999 that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  // Engines move 30 February to 1 March.
  if (text !== known && /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).getUTCDate() === +text.slice(8)) {
    known = text;
  }
  return text === known;
}
