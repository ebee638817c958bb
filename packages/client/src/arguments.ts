import { ArgumentError } from "./errors/argument-error.ts";

/** Looks at a value, given or default, and returns what to go on with. @throws ArgumentError */
export type Check = (name: string, value: unknown, base?: unknown) => unknown;

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
): unknown;
export function resolve(
  what: string,
  given: object,
  known: Readonly<Record<string, Check>>,
  under: Readonly<Record<string, unknown>>,
): unknown {
  const values = object(what, given) as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(known, name)) continue;
    throw new ArgumentError(name, `not known to ${what}. Known are: ${Object.keys(known).join(", ")}`);
  }
  const result: Record<string, unknown> = {};
  for (const name in known) {
    result[name] = (known[name] as Check)(name, values[name] === undefined ? under[name] : values[name], under[name]);
  }
  return result;
}

/** A check for a value that `fits`. `got` says what it was instead. */
export function expecting(what: string, fits: (value: unknown) => boolean, got = kindOf): Check {
  return (name, value) => {
    if (fits(value)) return value;
    throw new ArgumentError(name, `expected ${what}, got ${got(value)}`);
  };
}

/** A check for a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): Check {
  const fits = (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  // A number may be told: it is no key and nobody's data.
  const got = (value: unknown) => (typeof value === "number" ? String(value) : kindOf(value));
  return expecting(`a whole number from ${min} to ${max}`, fits, got);
}

/** A check for a page, a size or a limit. With more digits than this, servers refuse them; see BEHAVIOUR "page or size". */
export const nineDigits = wholeNumber(1, 999_999_999);

/** A check that lets undefined through, for an option that may stay empty. */
export function optional(check: Check): Check {
  return (name, value, base) => (value === undefined ? undefined : check(name, value, base));
}

/** A check for something with fields. What is a list inside, such as Headers or a Map, has none: all of it would be lost. */
export const object = expecting("an object", (value) => kindOf(value) === "object");

/** A check for something to call. */
export const callable = expecting("a function", (value) => typeof value === "function");

/** Says what a value is without saying the value: it may be a key or personal data. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "an empty string";
  return typeof value === "object" && Symbol.iterator in value ? "a list" : typeof value;
}
