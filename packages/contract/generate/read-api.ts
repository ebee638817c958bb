/** The whole document -> Api. Names must be unique here, for every one of them becomes an export. */
import { checkFiles } from "./check-files.ts";
import { checkSchemas } from "./check-schemas.ts";
import type { Api, Declaration, Operation } from "./model.ts";
import { dependenciesFirst } from "./order.ts";
import { type Place, SpecError } from "./place.ts";
import { readBody, readResponse } from "./read-content.ts";
import { readParameter } from "./read-parameter.ts";
import { readPath } from "./read-path.ts";
import { readSchema } from "./read-schema.ts";

/** Names that the written files use for themselves. */
const reserved = ["File", "Operation", "OperationId", "Parameter", "Record"];

export function readApi(spec: Place): Api {
  spec.only(["openapi", "info", "servers", "security", "tags", "paths", "components"]);
  const version = spec.at("openapi");
  if (!version.string().startsWith("3.0.")) version.refuse(`OpenAPI ${version.string()}`, "Write the spec in 3.0.3");
  spec.maybe("components")?.only(["schemas", "responses", "parameters", "requestBodies", "securitySchemes"]);
  const schemes = spec.maybe("components")?.maybe("securitySchemes");
  checkSchemes(schemes);
  const components = readComponents(spec.maybe("components")?.maybe("schemas"));
  // Before anything follows a reference: one that leads back to itself would be followed for ever.
  const ordered = dependenciesFirst(components);
  readUnused(spec);
  const paths = spec.at("paths").entries();
  const operations = paths.flatMap(([path, item]) => readPath(path, item, spec.maybe("security")));
  checkSchemas(components);
  checkFiles(components, operations);
  checkNames(components, operations);
  checkSecurity(schemes, operations);
  return { productionUrl: readServer(spec.at("servers")), components, dependenciesFirst: ordered, operations };
}

/** What no operation refers to becomes nothing, but is read all the same: nothing unknown may hide there. */
function readUnused(spec: Place): void {
  const all = (kind: string) => spec.maybe("components")?.maybe(kind)?.entries() ?? [];
  for (const [, place] of all("parameters")) readParameter(place);
  for (const [, place] of all("requestBodies")) readBody("POST", place);
  for (const [, place] of all("responses")) readResponse("200", place);
}

function readServer(place: Place): string {
  const [server, second] = place.items();
  if (!server) return place.refuse("no server", "Name production's base URL");
  second?.refuse("a second server", "The contract has one base path");
  const url = server.only(["url", "description"]).at("url");
  if (!URL.canParse(url.string())) url.refuse("not an absolute URL", "Write scheme, host and base path");
  if (/[?#]/.test(url.string())) url.refuse("a URL with a query or a fragment", "End it with the base path");
  return url.string();
}

function readComponents(place: Place | undefined): Declaration[] {
  return (place?.entries() ?? []).map(([name, schema]) => {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) schema.refuse(`"${name}" is no name for a type`, "Use PascalCase");
    if (reserved.includes(name)) schema.refuse(`the name "${name}" is taken by the contract itself`, "Choose another");
    return { name, schema: readSchema(schema) };
  });
}

/** The client and the server speak bearer and nothing else; another scheme is a change in both, not a line of data. */
function checkSchemes(schemes: Place | undefined): void {
  for (const [, place] of schemes?.entries() ?? []) {
    place.only(["type", "scheme", "bearerFormat", "description"]);
    for (const [key, known] of [
      ["type", "http"],
      ["scheme", "bearer"],
    ] as const) {
      const value = place.at(key);
      if (value.string() !== known) value.refuse(`unknown security ${key} "${value.string()}"`, `Use ${known}`);
    }
  }
}

function checkNames(components: Declaration[], operations: Operation[]): void {
  const seen = new Map(components.map(({ name, schema }) => [name, schema.notes.pointer]));
  for (const { id, typeName, notes, groups } of operations) {
    for (const name of [id, `${typeName}Responses`, ...Object.values(groups).map((group) => group.name)]) {
      const first = seen.get(name);
      if (first) throw new SpecError(notes.pointer, `the name "${name}" is taken by ${first}`, "Rename one of the two");
      seen.set(name, notes.pointer);
    }
  }
}

function checkSecurity(schemes: Place | undefined, operations: Operation[]): void {
  for (const { notes, security } of operations) {
    const unknown = security.find((name) => !schemes?.has(name));
    if (unknown === undefined) continue;
    throw new SpecError(notes.pointer, `unknown security scheme "${unknown}"`, "Define it under components");
  }
}
