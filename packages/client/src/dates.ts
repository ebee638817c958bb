import { kindOf } from "./arguments.ts";
import { ArgumentError } from "./errors/argument-error.ts";

/**
 * A day as the wire writes it, `YYYY-MM-DD` (RFC 3339 `full-date`): a string of that form, or the UTC day of a `Date`.
 * Undefined when no day was given. Null is not "none": a lost value must not widen, or move to 1970, what is asked for.
 *
 * @throws ArgumentError when the day does not exist or has another form
 */
export function utcDay(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return dayOfDate(name, value);
  if (typeof value === "string") {
    if (isDay(value)) return value;
    throw new ArgumentError(name, "expected an existing day as YYYY-MM-DD, such as 2024-02-29, got another string");
  }
  throw new ArgumentError(name, `expected YYYY-MM-DD or a Date, got ${kindOf(value)}. Leave it out to not filter`);
}

function dayOfDate(name: string, date: Date): string {
  if (Number.isNaN(date.getTime())) throw new ArgumentError(name, "expected a valid Date, got an invalid one");
  const day = date.toISOString().slice(0, 10);
  // Outside the years 0 to 9999 ISO 8601 puts a sign and six digits first.
  if (isDay(day)) return day;
  throw new ArgumentError(name, "expected a Date in the years 0000 to 9999");
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // Engines move 30 February to 1 March, so it must come back as it went in.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
