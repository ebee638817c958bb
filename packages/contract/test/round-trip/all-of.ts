/** `allOf` inside `allOf`, also by reference, is one list: so says its meaning, and so zod shows it. */
import type { Json, JsonObject, SpecDocument } from "./document.ts";

/** The same schema, in which no part of an `allOf` is an `allOf` of several. */
export function flattened(spec: SpecDocument, schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      const isList = key === "allOf" && Array.isArray(value) && value.length > 1;
      return [key, within(spec, isList ? value.flatMap((part) => partsOf(spec, part)) : value)];
    }),
  );
}

function within(spec: SpecDocument, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => within(spec, item));
  return typeof value === "object" && value !== null ? flattened(spec, value) : value;
}

function partsOf(spec: SpecDocument, part: Json): Json[] {
  const { $ref, allOf } = part as JsonObject;
  const target =
    typeof $ref === "string" ? spec.components.schemas[$ref.replace("#/components/schemas/", "")] : undefined;
  const parts = target?.["allOf"] ?? allOf;
  return Array.isArray(parts) && parts.length > 1 ? parts.flatMap((inner) => partsOf(spec, inner)) : [part];
}
