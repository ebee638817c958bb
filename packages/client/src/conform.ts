import type { Shape } from "@chatbase-kit/contract/shapes";
import { isDay } from "./dates.ts";

/** Is told where a value differs from its shape: a JSON pointer (RFC 6901), and what was expected there. */
export type Differs = (pointer: string, expected: string) => void;

/** What each `format` asks of a text; the same as in the contract's zod schemas, which a test holds. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  email: (text) =>
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(text),
  "date-time": (text) =>
    /^.{10}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.test(text) &&
    isDay(text.slice(0, 10)),
};

/**
 * An object as its shape describes it: what the shape does not name is left out, and so is a null, which is how production
 * writes "missing". One without either is given back as it is. Knows as much of a shape as the answers of this client need,
 * which is texts; a test says when they need more.
 *
 * By ourselves and not with zod, which is more code than the whole client (docs/decisions/0016).
 */
export function conform(shape: Shape, value: unknown, differs: Differs): unknown {
  const { properties = {}, required = [] } = shape;
  const expected = expectedOf(shape, value);
  if (expected) differs("", expected);
  if (expected || isConform(properties, required, value as Fields)) return value;
  const result: Record<string, unknown> = {};
  for (const key in properties) {
    const given = (value as Fields)[key] ?? undefined;
    if (given === undefined && !required.includes(key)) continue;
    const wrong = expectedOf(properties[key] as Shape, given);
    if (wrong) differs(`/${key}`, wrong);
    result[key] = given;
  }
  return result;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether there is nothing to leave out and nothing to tell. Every lead of every page passes here, so it makes nothing. */
function isConform(properties: Readonly<Record<string, Shape>>, required: readonly string[], value: Fields): boolean {
  for (const key in value) {
    const property = properties[key];
    // What every object has, such as `constructor`, is no shape.
    if (!property || expectedOf(property, value[key]) !== "") return false;
  }
  return required.every((key) => key in value);
}

/** What a value was to be: `""` when it is that, undefined when the shape is none. */
function expectedOf({ type, format }: Shape, value: unknown): string | undefined {
  // Null and arrays are objects to `typeof`, and to nobody else.
  if (typeof value !== type || value === null || Array.isArray(value)) return type;
  return format === undefined || formats[format]?.(value as string) ? "" : `a string of format ${format}`;
}
