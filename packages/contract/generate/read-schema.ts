/** Schema Object of OpenAPI 3.0.3 -> Schema. One reader per `type`; each names every keyword that it understands. */
import { formats } from "./formats.ts";
import type { Limits, Notes, ObjectSchema, Property, Schema } from "./model.ts";
import type { Place } from "./place.ts";

const common = ["type", "nullable", "description", "example"];

// A later construct (oneOf, …) gets its line here and its reader below.
const readers: Readonly<Record<string, (place: Place) => Schema>> = {
  object: readObject,
  array: readArray,
  string: readString,
  integer: (place) => readNumber(place, "integer"),
  number: (place) => readNumber(place, "number"),
  boolean: (place) => ({ kind: "boolean", ...shared(place.only(common)) }),
};

export function readSchema(place: Place): Schema {
  if (place.has("$ref")) return readReference(place);
  if (!place.has("type")) return place.refuse('the schema has no "type"', "Give it one, or a $ref");
  const type = place.at("type");
  const read = Object.hasOwn(readers, type.string()) ? readers[type.string()] : undefined;
  return read ? read(place) : type.refuse(`unknown type "${type.string()}"`, `Use ${Object.keys(readers).join(", ")}`);
}

/** What the spec says about a place for people to read. */
export function readNotes(place: Place): Notes {
  return {
    pointer: place.pointer,
    description: place.maybe("description")?.string(),
    example: place.maybe("example")?.value,
  };
}

function shared(place: Place): { notes: Notes; nullable: boolean } {
  return { notes: readNotes(place), nullable: place.maybe("nullable")?.boolean() ?? false };
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
  return { kind: "array", ...shared(place.only([...common, "items"])), items: readSchema(place.at("items")) };
}

function readString(place: Place): Schema {
  if (place.has("enum")) return readEnum(place);
  place.only([...common, "format", "minLength", "maxLength", "pattern"]);
  const format = place.maybe("format");
  if (format && !Object.hasOwn(formats, format.string())) {
    format.refuse(`unknown format "${format.string()}"`, "Say what it means in packages/contract/generate/formats.ts");
  }
  if (format && place.has("pattern")) place.at("pattern").refuse("a pattern beside a format", "Use one of the two");
  return { kind: "string", ...shared(place), format: format?.string(), limits: readLimits(place) };
}

function readEnum(place: Place): Schema {
  const { notes, nullable } = shared(place.only([...common, "enum"]));
  const list = place.at("enum");
  // OpenAPI 3.0.3 (proposal 2019-10-31): `nullable` allows null only where the enum lists it too.
  if (nullable !== list.items().some((item) => item.value === null)) {
    list.refuse("nullable and enum disagree about null", "List null in the enum exactly when nullable is true");
  }
  const values = list.items().filter((item) => item.value !== null);
  if (values.length === 0) list.refuse("an enum without a value", "List at least one text");
  return { kind: "enum", notes, nullable, values: values.map((item) => item.string()) };
}

function readNumber(place: Place, kind: "integer" | "number"): Schema {
  return { kind, ...shared(place.only([...common, "minimum", "maximum"])), limits: readLimits(place) };
}

function readLimits(place: Place): Limits {
  const pattern = place.maybe("pattern");
  if (pattern && !compiles(pattern.string())) pattern.refuse("not a regular expression", "Correct it");
  return {
    minLength: place.maybe("minLength")?.number(),
    maxLength: place.maybe("maxLength")?.number(),
    pattern: pattern?.string(),
    minimum: place.maybe("minimum")?.number(),
    maximum: place.maybe("maximum")?.number(),
  };
}

function compiles(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, "u"));
  } catch {
    return false;
  }
}
