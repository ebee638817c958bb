/**
 * Everything that the round trip forgives, in one place. Two JSON Schemas that are equal after this say the same about
 * the wire; whatever is not forgiven here is a difference.
 */
import type { Json, JsonObject } from "./document.ts";

/** Words for people. They are compared as bytes by stale.test.ts, not here. */
const annotations = ["$schema", "$id", "id", "description", "example"];

export function normalise(schema: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!annotations.includes(key)) result[key] = key === "properties" ? mapValues(value) : descend(value);
  }
  return nullable(bounds(patterns(objects(result))));
}

function descend(value: Json): Json {
  if (Array.isArray(value)) return value.map(descend);
  return isObject(value) ? normalise(value) : value;
}

function mapValues(value: Json | undefined): Json {
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([name, item]) => [name, descend(item)]));
}

/** `required` is a set; `additionalProperties: true` is `{}`; a record of zod names its keys' type, which JSON fixes. */
function objects({ required, propertyNames, properties, ...schema }: JsonObject): JsonObject {
  for (const name of Array.isArray(required) ? required : []) {
    schema["required"] = { ...(schema["required"] as JsonObject | undefined), [name as string]: true };
  }
  if (isObject(properties) && Object.keys(properties).length > 0) schema["properties"] = properties;
  if (propertyNames !== undefined && !(isObject(propertyNames) && propertyNames["type"] === "string")) {
    schema["propertyNames"] = propertyNames;
  }
  if (schema["additionalProperties"] === true) schema["additionalProperties"] = {};
  return schema;
}

/** zod shows the pattern behind a format (formats.test.ts holds those), and a RegExp escapes the slash. */
function patterns({ pattern, ...schema }: JsonObject): JsonObject {
  if (typeof pattern !== "string" || "format" in schema) return schema;
  return { ...schema, pattern: new RegExp(pattern, "u").source };
}

/** An integer without bounds is, for zod, one that JavaScript can hold. */
function bounds(schema: JsonObject): JsonObject {
  const { minimum, maximum, ...rest } = schema;
  if (schema["type"] !== "integer") return schema;
  if (minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER) rest["minimum"] = minimum;
  if (maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER) rest["maximum"] = maximum;
  return rest;
}

/** Three ways to say "or null": OpenAPI's `nullable`, a list of types, and zod's `anyOf` for what is not plain. */
function nullable({ nullable: isNullable, anyOf, ...schema }: JsonObject): JsonObject {
  if (isNullable === true) return orNull(schema);
  if (anyOf === undefined) return schema;
  const [inner, empty] = Array.isArray(anyOf) ? anyOf : [];
  if (Array.isArray(anyOf) && anyOf.length === 2 && isObject(inner) && isObject(empty) && empty["type"] === "null") {
    return orNull(inner);
  }
  return { ...schema, anyOf };
}

function orNull(schema: JsonObject): JsonObject {
  const { type = null, enum: values } = schema;
  const list = Array.isArray(values) ? { enum: [...values.filter((value) => value !== null), null] } : {};
  return { ...schema, ...list, type: [type, "null"] };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
