/** What the spec says about parameters: once as schemas of a group, once as plain data. */
import type { Json, JsonObject, Reference, SpecDocument, SpecParameter } from "./document.ts";
import { normalise } from "./normalise.ts";

export const groups = {
  path: ["pathParams", "Path"],
  query: ["query", "Query"],
  header: ["headers", "Headers"],
} as const;

/** Those of the path first; one of the operation replaces one of the path that has its name and location. */
export function parametersOf(
  spec: SpecDocument,
  ofPath: (SpecParameter | Reference)[] = [],
  own: (SpecParameter | Reference)[] = [],
): SpecParameter[] {
  const byKey = new Map<string, SpecParameter>();
  for (const reference of [...ofPath, ...own]) {
    const parameter = "$ref" in reference ? followed(spec, reference) : reference;
    byKey.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...byKey.values()];
}

function followed(spec: SpecDocument, { $ref }: Reference): SpecParameter {
  const found = spec.components.parameters?.[$ref.replace("#/components/parameters/", "")];
  if (!found) throw new Error(`${$ref} leads nowhere`);
  return found;
}

export function groupName(operationId: string, suffix: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1) + suffix;
}

export function groupsOf(operationId: string, parameters: SpecParameter[]): JsonObject {
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

/** One parameter as data. The contract has no word for a style, so that any but the default one is a difference. */
export function parameterData(spec: SpecDocument, parameter: SpecParameter): JsonObject {
  const { name, in: location, required = false, style, explode } = parameter;
  const schema = valueOf(spec, parameter.schema);
  const isDeprecated = parameter.deprecated ?? schema["deprecated"] ?? false;
  return {
    name,
    in: location,
    required,
    ...typeData(spec, schema),
    ...(schema["default"] === undefined ? {} : { default: schema["default"] }),
    ...(isDeprecated ? { deprecated: true } : {}),
    ...(style === undefined || style === "form" ? {} : { style }),
    ...(explode === false ? { explode } : {}),
  };
}

function typeData(spec: SpecDocument, { type = null, format, items }: JsonObject): JsonObject {
  const inner = items === undefined ? {} : { items: typeData(spec, valueOf(spec, items as JsonObject)) };
  return { type, ...(format === undefined ? {} : { format }), ...inner };
}

function valueOf(spec: SpecDocument, schema: JsonObject): JsonObject {
  const reference: Json | undefined = schema["$ref"];
  if (typeof reference !== "string") return schema;
  const found = spec.components.schemas[reference.replace("#/components/schemas/", "")];
  if (!found) throw new Error(`${reference} leads nowhere`);
  return found;
}
