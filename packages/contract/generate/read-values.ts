/** The types of one plain value: text, number, boolean, and the file that OpenAPI 3.0 calls a binary text. */
import { formats } from "./formats.ts";
import type { Limits, Schema } from "./model.ts";
import type { Place } from "./place.ts";
import { common, shared } from "./read-notes.ts";

const plain = [...common, "default"];

export function readString(place: Place): Schema {
  if (place.has("enum")) return readEnum(place);
  const format = place.maybe("format");
  if (format?.value === "binary") return { kind: "file", ...shared(place.only([...common, "format"])) };
  place.only([...plain, "format", "minLength", "maxLength", "pattern"]);
  if (format && !Object.hasOwn(formats, format.string())) {
    format.refuse(`unknown format "${format.string()}"`, "Say what it means in packages/contract/generate/formats.ts");
  }
  if (format && place.has("pattern")) place.at("pattern").refuse("a pattern beside a format", "Use one of the two");
  const limits = readLimits(place);
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = limits;
  checkDefault(place, (value) => {
    if (format || typeof value !== "string") return false;
    const length = [...value].length;
    const matches = limits.pattern === undefined || new RegExp(limits.pattern, "u").test(value);
    return length >= minLength && length <= maxLength && matches;
  });
  return { kind: "string", ...shared(place), format: format?.string(), limits };
}

function readEnum(place: Place): Schema {
  const { notes, nullable } = shared(place.only([...plain, "enum"]));
  const list = place.at("enum");
  // OpenAPI 3.0.3 (proposal 2019-10-31): `nullable` allows null only where the enum lists it too.
  if (nullable !== list.items().some((item) => item.value === null)) {
    list.refuse("nullable and enum disagree about null", "List null in the enum exactly when nullable is true");
  }
  const values = list
    .items()
    .filter((item) => item.value !== null)
    .map((item) => item.string());
  if (values.length === 0) list.refuse("an enum without a value", "List at least one text");
  if (new Set(values).size < values.length) list.refuse("an enum with a value twice", "List each value once");
  checkDefault(place, (value) => values.includes(value as string));
  return { kind: "enum", notes, nullable, values };
}

export function readNumber(place: Place, kind: "integer" | "number"): Schema {
  const limits = readLimits(place.only([...plain, "minimum", "maximum"]));
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = limits;
  checkDefault(place, (value) => {
    const isOne = kind === "integer" ? Number.isSafeInteger(value) : typeof value === "number";
    return isOne && (value as number) >= minimum && (value as number) <= maximum;
  });
  return { kind, ...shared(place), limits };
}

export function readBoolean(place: Place): Schema {
  checkDefault(place.only(plain), (value) => typeof value === "boolean");
  return { kind: "boolean", ...shared(place) };
}

/** A default is shown to people and handed on as data, so it must be a value that the schema itself would accept. */
function checkDefault(place: Place, accepts: (value: unknown) => boolean): void {
  const given = place.maybe("default");
  if (!given || accepts(given.value) || (given.value === null && place.maybe("nullable")?.value === true)) return;
  given.refuse("a default that is not known to fit its schema", "Correct it, or say it in the description");
}

const ranges = [
  ["minLength", "maxLength"],
  ["minimum", "maximum"],
  ["minItems", "maxItems"],
] as const;

export function readLimits(place: Place): Limits {
  const pattern = place.maybe("pattern");
  if (pattern && !compiles(pattern.string())) pattern.refuse("not a regular expression", "Correct it");
  const count = (key: string) => place.maybe(key)?.count();
  for (const [least, most] of ranges) {
    const [from, to] = [place.maybe(least)?.number(), place.maybe(most)?.number()];
    if (from !== undefined && to !== undefined && from > to)
      place.at(most).refuse(`${most} below ${least}`, "Correct one");
  }
  return {
    minLength: count("minLength"),
    maxLength: count("maxLength"),
    pattern: pattern?.string(),
    minimum: place.maybe("minimum")?.number(),
    maximum: place.maybe("maximum")?.number(),
    minItems: count("minItems"),
    maxItems: count("maxItems"),
  };
}

function compiles(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, "u"));
  } catch {
    return false;
  }
}
