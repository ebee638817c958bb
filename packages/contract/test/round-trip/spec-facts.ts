/** What the spec promises, as a plain tree in which every fact has a name: the spec's side of the round trip. */
import type { Json, JsonObject, SpecContent, SpecDocument, SpecOperation, SpecParameter } from "./document.ts";
import { normalise } from "./normalise.ts";

export function specFacts(spec: SpecDocument): Json {
  const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const facts: JsonObject = { schemas: schemasOf(spec), router: {}, operations: {} };
  for (const { path, method, operation } of operations) {
    const parameters = parametersOf(spec, operation);
    const { operationId } = operation;
    Object.assign(facts["schemas"] as JsonObject, groupsOf(operationId, parameters));
    Object.assign(facts["router"] as JsonObject, { [operationId]: routeOf(spec, path, method, operation, parameters) });
    Object.assign(facts["operations"] as JsonObject, {
      [operationId]: dataOf(spec, path, method, operation, parameters),
    });
  }
  const url = spec.servers[0]?.url ?? "";
  return { ...facts, productionUrl: url, basePath: new URL(url).pathname.replace(/\/$/, "") };
}

function schemasOf(spec: SpecDocument): JsonObject {
  return Object.fromEntries(Object.entries(spec.components.schemas).map(([name, schema]) => [name, normalise(schema)]));
}

function parametersOf(spec: SpecDocument, operation: SpecOperation): SpecParameter[] {
  return (operation.parameters ?? []).map((parameter) => {
    if (!("$ref" in parameter)) return parameter;
    const found = spec.components.parameters?.[parameter.$ref.replace("#/components/parameters/", "")];
    if (!found) throw new Error(`${parameter.$ref} leads nowhere`);
    return found;
  });
}

const groups = { path: ["pathParams", "Path"], query: ["query", "Query"], header: ["headers", "Headers"] } as const;

function groupName(operationId: string, suffix: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1) + suffix;
}

function groupsOf(operationId: string, parameters: SpecParameter[]): JsonObject {
  const result: JsonObject = {};
  for (const [location, [, suffix]] of Object.entries(groups)) {
    const inside = parameters.filter((parameter) => parameter.in === location);
    if (inside.length === 0) continue;
    const nameOf = ({ name }: SpecParameter) => (location === "header" ? name.toLowerCase() : name);
    result[groupName(operationId, suffix)] = normalise({
      type: "object",
      properties: Object.fromEntries(inside.map((parameter) => [nameOf(parameter), parameter.schema])),
      required: inside.filter((parameter) => parameter.required).map(nameOf),
    });
  }
  return result;
}

function routeOf(
  spec: SpecDocument,
  path: string,
  method: string,
  { operationId, summary, requestBody, responses }: SpecOperation,
  parameters: SpecParameter[],
): JsonObject {
  const used = Object.entries(groups).filter(([location]) => parameters.some((parameter) => parameter.in === location));
  return {
    method,
    path: path.replaceAll("{", ":").replaceAll("}", ""),
    ...(summary === undefined ? {} : { summary }),
    ...Object.fromEntries(used.map(([, [key, suffix]]) => [key, groupName(operationId, suffix)])),
    ...(requestBody ? { body: bodyOf(requestBody) } : {}),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, bodyOf(followed(spec, response))]),
    ),
  };
}

function followed(spec: SpecDocument, response: SpecContent | { $ref: string }): SpecContent {
  if (!("$ref" in response)) return response;
  const found = spec.components.responses?.[response.$ref.replace("#/components/responses/", "")];
  if (!found) throw new Error(`${response.$ref} leads nowhere`);
  return found;
}

/** Name of the body's schema; null for no body. Anything but JSON by reference is no name and therefore a difference. */
function bodyOf({ content }: SpecContent): Json {
  if (!content) return null;
  const reference = content["application/json"]?.schema["$ref"];
  return typeof reference === "string" ? reference.replace("#/components/schemas/", "") : JSON.stringify(content);
}

function dataOf(
  spec: SpecDocument,
  path: string,
  method: string,
  { operationId, requestBody, responses, security = spec.security ?? [] }: SpecOperation,
  parameters: SpecParameter[],
): JsonObject {
  return {
    operationId,
    method,
    path,
    parameters: Object.fromEntries(parameters.map((item) => [item.name, parameterOf(item)])),
    ...(requestBody ? { body: Object.keys(requestBody.content ?? {}).join() } : {}),
    security: security.flatMap((requirement) => Object.keys(requirement)),
    statuses: Object.fromEntries(Object.keys(responses).map((status) => [status, true])),
  };
}

function parameterOf({ name, in: location, required = false, schema }: SpecParameter): JsonObject {
  const { type = null, format } = schema;
  return { name, in: location, required, type, ...(format === undefined ? {} : { format }) };
}
