import { ArgumentError } from "./errors/argument-error.ts";

/** Looks at a value, given or default, and returns what to go on with. @throws ArgumentError */
export type Check = (name: string, value: unknown, base: unknown) => unknown;

/** A check for each name of an options object. */
export type Checks<T> = { readonly [K in keyof T]-?: Check };

/**
 * An options object with every name checked and filled in from `base` when it is missing or undefined. What comes out is
 * what the checks return; the caller says what that is.
 *
 * Refuses names that we do not know. A misspelt filter that is dropped in silence gives out more personal data than was
 * asked for, and a misspelt `baseUrl` sends the key to production.
 *
 * @throws ArgumentError
 */
export function resolve<Given extends object>(
  what: string,
  given: Given,
  checks: Checks<Given>,
  base: Partial<Record<keyof Given, unknown>>,
): unknown {
  const values = fields(what, given);
  const known: Readonly<Record<string, Check>> = checks;
  const names = Object.keys(known);
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) {
    throw new ArgumentError(unknown, `not known to ${what}. Known are: ${names.join(", ")}`);
  }
  const under: Readonly<Record<string, unknown>> = base;
  return Object.fromEntries(
    names.map((name) => [
      name,
      known[name]?.(name, values[name] === undefined ? under[name] : values[name], under[name]),
    ]),
  );
}

/** @throws ArgumentError when a value is no object with fields */
export function fields(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  throw new ArgumentError(name, `expected an object, got ${kindOf(value)}`);
}

/** A check for a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): Check {
  return (name, value) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
    const got = typeof value === "number" ? String(value) : kindOf(value);
    throw new ArgumentError(name, `expected a whole number from ${min} to ${max}, got ${got}`);
  };
}

/** A check that lets undefined through, for an option that may stay empty. */
export function optional(check: Check): Check {
  return (name, value, base) => (value === undefined ? undefined : check(name, value, base));
}

/** @throws ArgumentError when a value cannot be called */
export function callable(name: string, value: unknown): unknown {
  if (typeof value === "function") return value;
  throw new ArgumentError(name, `expected a function, got ${kindOf(value)}`);
}

/** Says what a value is without saying the value: it may be a key or personal data. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value === "") return "an empty string";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
