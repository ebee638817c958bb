/** Parameter Object of OpenAPI 3.0.3 -> Parameter: a plain value, or in the query a list of such. */
import type { Operation, Parameter, Schema } from "./model.ts";
import type { Place } from "./place.ts";
import { readNotes } from "./read-notes.ts";
import { readSchema } from "./read-schema.ts";

const keys = ["name", "in", "required", "deprecated", "description", "example", "schema"];
const plain: readonly string[] = ["string", "enum", "integer", "number", "boolean"];

export function readParameter(reference: Place): Parameter {
  const place = reference.follow();
  const schemaPlace = place.at("schema");
  const schema = readSchema(schemaPlace);
  const value = readValue(schemaPlace);
  const location = readLocation(place.at("in"));
  place.only(value.kind === "array" ? [...keys, "style", "explode"] : keys);
  checkValue(schemaPlace, value, location);
  checkStyle(place);
  const required = place.maybe("required")?.boolean() ?? false;
  if (required && value.notes.default !== undefined) {
    schemaPlace.refuse("a default for what is never absent", "Remove the default, or say required: false");
  }
  return { name: readName(place.at("name"), location), in: location, required, notes: readNotes(place), schema, value };
}

/** The schema without references: how a value is sent depends on what it is, not on what it is called. */
function readValue(reference: Place): Schema {
  const place = reference.follow();
  const schema = readSchema(place);
  return schema.kind === "array" ? { ...schema, items: readValue(place.at("items")) } : schema;
}

function readLocation(place: Place): Parameter["in"] {
  const location = place.string();
  if (location === "path" || location === "query" || location === "header") return location;
  return place.refuse(`unknown location "${location}"`, "Use path, query or header");
}

/** OpenAPI 3.0.3, Parameter Object: readers ignore these three, for other parts of the spec say them. */
function readName(place: Place, location: Parameter["in"]): string {
  const name = place.string();
  // An object literal sets its prototype by this name, and has no property then.
  if (name === "__proto__") place.refuse("a name that JavaScript cannot have", "Give it another one");
  if (location === "header" && /^(accept|content-type|authorization)$/i.test(name)) {
    place.refuse(`the header ${name} as a parameter`, "Say it with content or security");
  }
  return name;
}

/** There is no way to send null in a URL or a header, and none to send an object that everybody agrees on. */
function checkValue(place: Place, value: Schema, location: Parameter["in"]): void {
  const one = value.kind === "array" && location === "query" ? value.items : value;
  if (!plain.includes(one.kind)) {
    const what = value === one ? value.kind : `array of ${one.kind}`;
    place.refuse(
      `a parameter that is not one plain value (${what})`,
      "Use plain values; in the query, or a list of them",
    );
  }
  if (value.nullable || one.nullable)
    place.refuse("a parameter that may be null", "Leave it out instead of sending null");
}

/** The one way to send a list that needs no escaping: the name again for each value, OpenAPI's default for a query. */
function checkStyle(place: Place): void {
  const [style, explode] = [place.maybe("style"), place.maybe("explode")];
  if (style && style.string() !== "form") style.refuse(`unknown style "${style.string()}"`, "Use form");
  if (explode && !explode.boolean()) explode.refuse("a list in one value", "Repeat the name: explode: true");
}

const locations = [
  { in: "path", key: "pathParams", title: "Path", suffix: "Path" },
  { in: "query", key: "query", title: "Query", suffix: "Query" },
  { in: "header", key: "headers", title: "Header", suffix: "Headers" },
] as const;

/**
 * The parameters as one object schema per location.
 *
 * @param place - where the operation stands, for a group has no place of its own in the spec.
 */
export function groupParameters(
  id: string,
  typeName: string,
  place: Place,
  parameters: Parameter[],
): Operation["groups"] {
  const groups: Operation["groups"] = {};
  for (const location of locations) {
    const inside = parameters.filter((parameter) => parameter.in === location.in);
    // Names of header fields know no case (RFC 9110, 5.1), and Node hands them over in lower case.
    const nameOf = (name: string) => (location.in === "header" ? name.toLowerCase() : name);
    const properties = inside.map(({ name, required, notes, schema, value }) => {
      const deprecated = notes.deprecated ?? value.notes.deprecated;
      return { name: nameOf(name), required, notes: { ...notes, deprecated, default: value.notes.default }, schema };
    });
    if (properties.length === 0) continue;
    if (new Set(properties.map(({ name }) => name)).size < properties.length) {
      place.at("parameters").refuse(`a ${location.in} parameter is there twice`, "Remove one of the two");
    }
    const notes = {
      pointer: place.at("parameters").pointer,
      description: `${location.title} parameters of \`${id}\`.`,
    };
    const schema = { kind: "object", notes, nullable: false, properties, additional: "unsaid" } as const;
    groups[location.key] = { name: typeName + location.suffix, schema };
  }
  return groups;
}
