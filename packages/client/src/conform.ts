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
 * writes "missing". Knows as much of a shape as the answers of this client need; a test says when they need more.
 *
 * By ourselves and not with zod, which is more code than the whole client (docs/decisions/0016).
 */
export function conform(shape: Shape, value: unknown, differs: Differs, pointer = ""): unknown {
  const { type, format, properties = {}, required = [] } = shape;
  if (type !== "object") {
    if (typeof value !== type) differs(pointer, String(type));
    else if (format !== undefined && !formats[format]?.(value as string))
      differs(pointer, `a string of format ${format}`);
    return value;
  }
  if (Object(value) !== value || Array.isArray(value)) {
    differs(pointer, type);
    return value;
  }
  // Every lead of every page passes here: a loop takes a third of the time that a chain of arrays does.
  const result: Record<string, unknown> = {};
  for (const name in properties) {
    const property = properties[name] as Shape;
    const given = (value as Record<string, unknown>)[name] ?? undefined;
    if (given === undefined && !required.includes(name)) continue;
    result[name] = conform(property, given, differs, `${pointer}/${name}`);
  }
  return result;
}
