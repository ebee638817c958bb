/**
 * Everything that the round trip forgives, in one place. Two JSON Schemas that are equal after this say the same about
 * the wire; whatever is not forgiven here is a difference.
 */
import type { Json, JsonObject } from "./document.ts";

/**
 * Words for people, and a `default`, which the contract tells but never fills in (contract-facts.ts looks for that; those
 * of parameters are data, and are compared there). They are compared as bytes by stale.test.ts, not here.
 */
const annotations = ["$schema", "$id", "id", "description", "example", "deprecated", "default"];

export function normalise({ discriminator, ...schema }: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!annotations.includes(key)) result[key] = key === "properties" ? mapValues(value) : descend(value);
  }
  if (isObject(discriminator)) result["discriminator"] = mapped(discriminator, schema["oneOf"]);
  return nullable(bounds(patterns(files(objects(alone(result))))));
}

/** `allOf` around one schema is how OpenAPI 3.0 describes or deprecates a `$ref`. */
function alone({ allOf, ...schema }: JsonObject): JsonObject {
  if (allOf === undefined) return schema;
  const [only, second] = Array.isArray(allOf) ? allOf : [];
  return isObject(only) && second === undefined ? { ...only, ...schema } : { ...schema, allOf };
}

/** An alternative that the mapping does not announce is announced by its name. */
function mapped({ mapping, ...discriminator }: JsonObject, oneOf: Json | undefined): JsonObject {
  const said = isObject(mapping) ? mapping : {};
  const all: JsonObject = { ...said };
  for (const alternative of Array.isArray(oneOf) ? oneOf : []) {
    const reference = isObject(alternative) ? alternative["$ref"] : undefined;
    if (typeof reference !== "string" || Object.values(said).includes(reference)) continue;
    all[reference.replace("#/components/schemas/", "")] = reference;
  }
  return { ...discriminator, mapping: all };
}

/** JSON Schema's word beside OpenAPI's for the same thing. */
function files({ contentEncoding, ...schema }: JsonObject): JsonObject {
  const isSaid = contentEncoding === undefined || (contentEncoding === "binary" && schema["format"] === "binary");
  return isSaid ? schema : { ...schema, contentEncoding };
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
  if (isNullable === true) return { ...nullLast(schema), type: [schema["type"] ?? null, "null"] };
  if (anyOf === undefined) return schema;
  const [inner, empty] = Array.isArray(anyOf) ? anyOf : [];
  if (Array.isArray(anyOf) && anyOf.length === 2 && isObject(inner) && isObject(empty) && empty["type"] === "null") {
    return orNull(inner);
  }
  return { ...schema, anyOf };
}

/** zod's null stands outside of the enum, where OpenAPI 3.0 wants it inside too. */
function orNull(schema: JsonObject): JsonObject {
  const { type = null, enum: values } = schema;
  return { ...schema, ...(Array.isArray(values) ? { enum: [...values, null] } : {}), type: [type, "null"] };
}

function nullLast({ enum: values, ...schema }: JsonObject): JsonObject {
  if (!Array.isArray(values)) return schema;
  const others = values.filter((value) => value !== null);
  return { ...schema, enum: others.length < values.length ? [...others, null] : others };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
