import type { Shape } from "@chatbase-kit/contract/shapes";
import { isDay } from "./dates.ts";

/** Is told where a value differs from its shape: a JSON pointer (RFC 6901), and what was expected there. */
export type Differs = (pointer: string, expected: string) => void;

/** What each `format` asks of a text; the same as in the contract's zod schemas, which a test holds. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  email: (text) =>
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(text),
  "date-time": (text) =>
    /^.{10}T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text) &&
    isDay(text.slice(0, 10)),
};

/**
 * A value as its shape describes it: what the shape does not name is left out, and so is a null, which is how production
 * writes "missing". A value without either is given back as it is. Knows as much of a shape as the answers of this client
 * need; a test says when they need more.
 *
 * By ourselves and not with zod, which is more code than the whole client (docs/decisions/0016).
 */
export function conform(shape: Shape, value: unknown, differs: Differs, pointer = ""): unknown {
  const expected = expectedOf(shape, value);
  if (expected) differs(pointer, expected);
  return shape.type !== "object" || expected ? value : conformed(shape, value as Fields, differs, pointer);
}

type Fields = Record<string, unknown>;

/** Every lead of every page passes here: nothing is made unless there is something to leave out, or to tell. */
function conformed(
  { properties = {}, required = [] }: Shape,
  value: Fields,
  differs: Differs,
  pointer: string,
): Fields {
  let result = value;
  for (const key in value) if (!Object.hasOwn(properties, key) || value[key] === null) result = {};
  for (const key in properties) {
    const given = value[key] ?? undefined;
    const property = properties[key] as Shape;
    if (given === undefined && !required.includes(key)) continue;
    const fits = property.type !== "object" && !expectedOf(property, given);
    result[key] = fits ? given : conform(property, given, differs, `${pointer}/${key}`);
  }
  return result;
}

/** What a value was to be; undefined when it is that. */
function expectedOf({ type, format }: Shape, value: unknown): string | undefined {
  // Null and arrays are objects to `typeof`, and to nobody else.
  if (typeof value !== type || value === null || Array.isArray(value)) return type;
  return format === undefined || formats[format]?.(value as string) ? undefined : `a string of format ${format}`;
}
