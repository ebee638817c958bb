/** What the spec promises, as a plain tree in which every fact has a name: the spec's side of the round trip. */
import { flattened } from "./all-of.ts";
import type {
  Json,
  JsonObject,
  Reference,
  SpecContent,
  SpecDocument,
  SpecOperation,
  SpecParameter,
} from "./document.ts";
import { normalise } from "./normalise.ts";
import { groupName, groups, groupsOf, parameterData, parametersOf } from "./spec-parameters.ts";

/** One operation with what its place in the document adds to it. */
interface Found {
  path: string;
  method: string;
  operation: SpecOperation;
  parameters: SpecParameter[];
}

export function specFacts(spec: SpecDocument): Json {
  const schemas = schemasOf(spec);
  const router: JsonObject = {};
  const operations: JsonObject = {};
  for (const found of operationsOf(spec)) {
    const { operationId } = found.operation;
    Object.assign(schemas, groupsOf(operationId, found.parameters));
    router[operationId] = routeOf(spec, found);
    operations[operationId] = dataOf(spec, found);
  }
  const url = spec.servers[0]?.url ?? "";
  const basePath = new URL(url).pathname.replace(/\/$/, "");
  return { schemas, router, operations, productionUrl: url, basePath };
}

function operationsOf(spec: SpecDocument): Found[] {
  return Object.entries(spec.paths).flatMap(([path, { parameters: ofPath, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
      parameters: parametersOf(spec, ofPath, operation.parameters),
    })),
  );
}

function schemasOf(spec: SpecDocument): JsonObject {
  const entries = Object.entries(spec.components.schemas);
  return Object.fromEntries(entries.map(([name, schema]) => [name, normalise(flattened(spec, schema))]));
}

function routeOf(spec: SpecDocument, { path, method, operation, parameters }: Found): JsonObject {
  const { operationId, summary, deprecated = false, requestBody, responses } = operation;
  const used = Object.entries(groups).filter(([location]) => parameters.some((parameter) => parameter.in === location));
  const type = contentTypeOf(spec, requestBody);
  return {
    method,
    path: path.replaceAll("{", ":").replaceAll("}", ""),
    ...(summary === undefined ? {} : { summary }),
    ...(deprecated ? { deprecated } : {}),
    ...Object.fromEntries(used.map(([, [key, suffix]]) => [key, groupName(operationId, suffix)])),
    // JSON is what ts-rest sends when nothing is said.
    ...(type === undefined || type === "application/json" ? {} : { contentType: type }),
    ...(requestBody ? { body: requestOf(followed(spec, requestBody)) } : {}),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, bodyOf(followed(spec, response))]),
    ),
  };
}

function followed(spec: SpecDocument, content: SpecContent | Reference): SpecContent {
  if (!("$ref" in content)) return content;
  const [, , kind, name = ""] = content.$ref.split("/");
  const found = kind === "responses" || kind === "requestBodies" ? spec.components[kind]?.[name] : undefined;
  if (!found) throw new Error(`${content.$ref} leads nowhere`);
  return found;
}

function contentTypeOf(spec: SpecDocument, body: SpecContent | Reference | undefined): string | undefined {
  return body && Object.keys(followed(spec, body).content ?? {}).join();
}

/** The contract has no word for a body that may be left out, so that one is a difference. */
function requestOf(body: SpecContent): Json {
  return body.required ? bodyOf(body) : `${JSON.stringify(bodyOf(body))} or nothing`;
}

/** Name of the body's schema; null for no body. Anything but one body by reference is no name and so a difference. */
function bodyOf({ content }: SpecContent): Json {
  if (!content) return null;
  const [media, second] = Object.values(content);
  const reference = second === undefined && media?.schema["$ref"];
  return typeof reference === "string" ? reference.replace("#/components/schemas/", "") : JSON.stringify(content);
}

function dataOf(spec: SpecDocument, { path, method, operation, parameters }: Found): JsonObject {
  const { operationId, deprecated = false, requestBody, responses, security = spec.security ?? [] } = operation;
  return {
    operationId,
    method,
    path,
    parameters: Object.fromEntries(parameters.map((item) => [item.name, parameterData(spec, item)])),
    ...(requestBody ? { body: contentTypeOf(spec, requestBody) ?? null } : {}),
    security: security.flatMap((requirement) => Object.keys(requirement)),
    statuses: Object.fromEntries(Object.keys(responses).map((status) => [status, true])),
    ...(deprecated ? { deprecated } : {}),
  };
}
