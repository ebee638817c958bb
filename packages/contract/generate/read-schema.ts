/** Schema Object of OpenAPI 3.0.3 -> Schema. One reader per `type`; each names every keyword that it understands. */
import type { ObjectSchema, Property, Schema } from "./model.ts";
import type { Place } from "./place.ts";
import { readIntersection, readUnion } from "./read-combined.ts";
import { common, shared } from "./read-notes.ts";
import { readBoolean, readLimits, readNumber, readString } from "./read-values.ts";

const readers: Readonly<Record<string, (place: Place) => Schema>> = {
  object: readObject,
  array: readArray,
  string: readString,
  integer: (place) => readNumber(place, "integer"),
  number: (place) => readNumber(place, "number"),
  boolean: readBoolean,
};

export function readSchema(place: Place): Schema {
  if (place.has("$ref")) return readReference(place);
  if (!place.has("type")) return readTypeless(place);
  const type = place.at("type");
  const read = Object.hasOwn(readers, type.string()) ? readers[type.string()] : undefined;
  return read ? read(place) : type.refuse(`unknown type "${type.string()}"`, `Use ${Object.keys(readers).join(", ")}`);
}

function readTypeless(place: Place): Schema {
  if (place.has("oneOf")) return readUnion(place, readSchema);
  if (place.has("allOf")) return readIntersection(place, readSchema);
  // Alternatives that overlap would each drop what only the other one knows.
  if (place.has("anyOf")) place.at("anyOf").refuse("alternatives that may overlap", "Say oneOf");
  return place.refuse('the schema has no "type"', "Give it one, a $ref, oneOf or allOf");
}

function readReference(place: Place): Schema {
  const { pointer, key: name } = place.follow();
  if (pointer !== `#/components/schemas/${name}`) {
    place.at("$ref").refuse(`${pointer} is not a named schema`, "Move it to #/components/schemas");
  }
  return { kind: "reference", name, notes: { pointer: place.pointer }, nullable: false };
}

function readObject(place: Place): Schema {
  place.only([...common, "required", "properties", "additionalProperties"]);
  const additional = place.maybe("additionalProperties");
  if (additional && typeof additional.value !== "boolean") return readRecord(place, additional);
  const properties = readProperties(place);
  if (properties.length === 0 && additional?.value !== true) {
    place.refuse("an object of which nothing is known", "Describe its properties, or say additionalProperties: true");
  }
  return { kind: "object", ...shared(place), properties, additional: readAdditional(additional) };
}

function readAdditional(place: Place | undefined): ObjectSchema["additional"] {
  if (!place) return "unsaid";
  return place.boolean() ? "open" : "closed";
}

function readProperties(place: Place): Property[] {
  const properties = place.maybe("properties")?.entries() ?? [];
  const required = new Set<string>();
  for (const item of place.maybe("required")?.items() ?? []) {
    const known = properties.some(([name]) => name === item.string());
    if (!known) item.refuse(`"${item.string()}" is required but not a property`, "Describe it under properties");
    required.add(item.string());
  }
  return properties.map(([name, property]) => {
    // An object literal sets its prototype by this name, and has no property then.
    if (name === "__proto__") property.refuse("a property that JavaScript cannot have", "Give it another name");
    const schema = readSchema(property);
    return { name, required: required.has(name), notes: schema.notes, schema };
  });
}

function readRecord(place: Place, values: Place): Schema {
  if (place.has("properties") || place.has("required")) {
    values.refuse("named properties beside a schema for all others", "Use one of the two");
  }
  return { kind: "record", ...shared(place), values: readSchema(values) };
}

function readArray(place: Place): Schema {
  place.only([...common, "items", "minItems", "maxItems"]);
  return { kind: "array", ...shared(place), items: readSchema(place.at("items")), limits: readLimits(place) };
}
