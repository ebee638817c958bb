/** Operation Object of OpenAPI 3.0.3 -> Operation: one method of one path, with everything that `$ref` brings in. */
import type { Operation, Parameter, Response } from "./model.ts";
import { type Place, SpecError } from "./place.ts";
import { readNotes, readSchema } from "./read-schema.ts";

/** The methods that a ts-rest route can have. */
const methods: readonly string[] = ["get", "post", "put", "patch", "delete"];

const about = ["operationId", "tags", "summary", "description"];
const operationKeys = [...about, "security", "parameters", "requestBody", "responses"];
const json = "application/json";

/** @param security - what applies when the operation itself says nothing. */
export function readOperation(path: string, place: Place, security: Place | undefined): Operation {
  if (!methods.includes(place.key)) place.refuse(`unknown method or key "${place.key}"`, `Use ${methods.join(", ")}`);
  place.only(operationKeys);
  const id = readId(place);
  const typeName = `${id[0]?.toUpperCase()}${id.slice(1)}`;
  const parameters = (place.maybe("parameters")?.items() ?? []).map(readParameter);
  return {
    id,
    typeName,
    method: place.key.toUpperCase(),
    path,
    summary: place.maybe("summary")?.string(),
    notes: readNotes(place),
    parameters,
    groups: groupParameters(id, typeName, `${place.pointer}/parameters`, parameters),
    body: readBody(place.maybe("requestBody")?.follow()),
    responses: place
      .at("responses")
      .entries()
      .map(([status, response]) => readResponse(status, response)),
    security: readSecurity(place.maybe("security") ?? security ?? place),
  };
}

function readId(place: Place): string {
  if (!place.has("operationId")) place.refuse("the operation has no operationId", "Name it");
  const id = place.at("operationId");
  if (!/^[a-z][A-Za-z0-9]*$/.test(id.string())) id.refuse(`"${id.string()}" is no name for code`, "Use camelCase");
  return id.string();
}

function readParameter(reference: Place): Parameter {
  const place = reference.follow().only(["name", "in", "required", "description", "example", "schema"]);
  const schema = readSchema(place.at("schema"));
  if (["object", "array", "record", "reference"].includes(schema.kind)) {
    place.at("schema").refuse(`a parameter that is not one plain value (${schema.kind})`, "Decide how it is sent");
  }
  return {
    name: place.at("name").string(),
    in: readLocation(place.at("in")),
    required: place.maybe("required")?.boolean() ?? false,
    notes: readNotes(place),
    schema,
  };
}

function readLocation(place: Place): Parameter["in"] {
  const location = place.string();
  if (location === "path" || location === "query" || location === "header") return location;
  return place.refuse(`unknown location "${location}"`, "Use path, query or header");
}

const locations = [
  { in: "path", key: "pathParams", title: "Path", suffix: "Path" },
  { in: "query", key: "query", title: "Query", suffix: "Query" },
  { in: "header", key: "headers", title: "Header", suffix: "Headers" },
] as const;

/** `pointer` is that of the operation's parameters, for a group has no place of its own in the spec. */
function groupParameters(id: string, typeName: string, pointer: string, parameters: Parameter[]): Operation["groups"] {
  const groups: Operation["groups"] = {};
  for (const location of locations) {
    const inside = parameters.filter((parameter) => parameter.in === location.in);
    // Names of header fields know no case (RFC 9110, 5.1), and Node hands them over in lower case.
    const nameOf = (name: string) => (location.in === "header" ? name.toLowerCase() : name);
    const properties = inside.map(({ name, required, notes, schema }) => {
      return { name: nameOf(name), required, notes, schema };
    });
    if (properties.length === 0) continue;
    if (new Set(properties.map(({ name }) => name)).size < properties.length) {
      throw new SpecError(pointer, `a ${location.in} parameter is there twice`, "Remove one of the two");
    }
    const notes = { pointer, description: `${location.title} parameters of \`${id}\`.` };
    const schema = { kind: "object", notes, nullable: false, properties, additional: "unsaid" } as const;
    groups[location.key] = { name: typeName + location.suffix, schema };
  }
  return groups;
}

function readBody(place: Place | undefined): string | undefined {
  if (!place) return undefined;
  place.only(["description", "required", "content"]);
  const required = place.maybe("required")?.boolean() ?? false;
  if (!required) place.refuse("a body that may be left out", "Say required: true");
  return readContent(place.at("content")).body;
}

function readResponse(status: string, reference: Place): Response {
  if (!/^[1-5][0-9][0-9]$/.test(status)) reference.refuse(`unknown status "${status}"`, "Name each status");
  const place = reference.follow().only(["description", "content"]);
  const content = place.maybe("content");
  const { body, example } = content ? readContent(content) : {};
  return { status: Number(status), notes: { ...readNotes(place), example }, body };
}

// A later content type (multipart/form-data, …) gets its reader beside this one.
function readContent(place: Place): { body: string; example?: unknown } {
  const media = place.only([json]).at(json).only(["schema", "example", "examples"]);
  const schema = readSchema(media.at("schema"));
  if (schema.kind === "reference") return { body: schema.name, example: media.maybe("example")?.value };
  return media.at("schema").refuse("a body without a name", "Move its schema to #/components/schemas and $ref it");
}

function readSecurity(place: Place): string[] {
  if (!Array.isArray(place.value)) place.refuse("the operation has no security", "Name its scheme, or write []");
  return place.items().map((requirement) => {
    const [scheme, ...more] = requirement.entries();
    if (!scheme || more.length > 0) return requirement.refuse("not exactly one scheme", "List alternatives one by one");
    const [name, scopes] = scheme;
    if (scopes.items().length > 0) scopes.refuse("scopes", "Only schemes without scopes are known");
    return name;
  });
}
