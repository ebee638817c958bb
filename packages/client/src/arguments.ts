import { ArgumentError } from "./errors/argument-error.ts";

/**
 * Refuses names that we do not know. A misspelt filter that is dropped in silence gives out more personal data than was
 * asked for, and a misspelt `baseUrl` sends the key to production.
 *
 * @throws ArgumentError
 */
export function knownNames(what: string, given: unknown, known: Readonly<Record<string, true>>): void {
  if (typeof given !== "object" || given === null) {
    throw new ArgumentError(what, `expected an object, got ${kindOf(given)}`);
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(known, name)) {
      throw new ArgumentError(name, `not known to ${what}. Known are: ${Object.keys(known).join(", ")}`);
    }
  }
}

/**
 * A whole number from 1 to `max`, or undefined when none was given.
 *
 * @throws ArgumentError
 */
export function wholeNumber(name: string, value: unknown, max: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return value;
  const got = typeof value === "number" ? String(value) : kindOf(value);
  throw new ArgumentError(name, `expected a whole number from 1 to ${max}, got ${got}`);
}

/** Says what a value is without saying the value: it may be a key or personal data. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value === "") return "an empty string";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
