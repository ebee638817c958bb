/** Operation Object of OpenAPI 3.0.3 -> Operation: one method of one path, with everything that `$ref` brings in. */
import type { Operation, Parameter } from "./model.ts";
import type { Place } from "./place.ts";
import { readBody, readResponse } from "./read-content.ts";
import { readNotes } from "./read-notes.ts";
import { groupParameters, readParameter } from "./read-parameter.ts";

/** The methods that a ts-rest route can have. */
const methods: readonly string[] = ["get", "post", "put", "patch", "delete"];

const about = ["operationId", "tags", "summary", "description", "deprecated"];
const operationKeys = [...about, "security", "parameters", "requestBody", "responses"];

/** What applies where the operation itself says nothing. */
interface Inherited {
  security: Place | undefined;
  /** Those of the path; one of the same name and location in the operation takes its place. */
  parameters: Place[];
}

export function readOperation(path: string, place: Place, { security, parameters: ofPath }: Inherited): Operation {
  if (!methods.includes(place.key)) place.refuse(`unknown method or key "${place.key}"`, `Use ${methods.join(", ")}`);
  place.only(operationKeys);
  const id = readId(place);
  const typeName = `${id[0]?.toUpperCase()}${id.slice(1)}`;
  const method = place.key.toUpperCase();
  const parameters = readParameters(place.maybe("parameters")?.items() ?? [], ofPath);
  return {
    id,
    typeName,
    method,
    path,
    summary: place.maybe("summary")?.string(),
    notes: readNotes(place),
    parameters,
    groups: groupParameters(id, typeName, place, parameters),
    body: readBody(method, place.maybe("requestBody")),
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

function readParameters(own: Place[], ofPath: Place[]): Parameter[] {
  const [mine, shared] = [own.map(readParameter), ofPath.map(readParameter)];
  const isReplaced = (old: Parameter) => mine.some((item) => item.name === old.name && item.in === old.in);
  return [...shared.filter((item) => !isReplaced(item)), ...mine];
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
