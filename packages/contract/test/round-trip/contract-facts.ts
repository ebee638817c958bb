/** What the contract promises, as the same tree: router and data as they are, schemas through `z.toJSONSchema`. */
import * as z from "zod/mini";
import type { Json, JsonObject } from "./document.ts";
import { normalise } from "./normalise.ts";

/** The three views that the contract gives of one spec; a test may hand in altered ones. */
export interface Contract {
  router: object;
  schemas: object;
  operations: object;
  basePath: string;
  productionUrl: string;
}

export function contractFacts(contract: Contract): Json {
  const schemas = new Map(Object.entries(contract.schemas as Record<string, z.ZodMiniType>));
  return {
    schemas: jsonSchemas(schemas),
    router: mapValues(contract.router as Record<string, object>, (route) => routeFacts(route, schemas)),
    operations: mapValues(contract.operations as Record<string, Record<string, unknown>>, operationFacts),
    basePath: contract.basePath,
    productionUrl: contract.productionUrl,
  };
}

/** `io: "input"` is what is accepted on the wire, where the contract neither adds nor drops anything. */
function jsonSchemas(schemas: Map<string, z.ZodMiniType>): JsonObject {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of schemas) registry.add(schema, { id });
  const found = z.toJSONSchema(registry, {
    target: "draft-2020-12",
    io: "input",
    uri: pointerTo,
    override: ({ zodSchema, jsonSchema }) => {
      const discriminator = discriminatorOf(zodSchema, schemas);
      if (discriminator) Object.assign(jsonSchema, { discriminator });
      if (changesValues(zodSchema)) Object.assign(jsonSchema, { changesValues: true });
    },
  });
  return mapValues(found.schemas, (schema) => normalise(schema as JsonObject));
}

/** The contract checks and never converts, coerces or fills in; JSON Schema would not show that it does. */
function changesValues({ _zod: { def } }: z.core.$ZodTypes): boolean {
  const { coerce, checks = [] }: { coerce?: boolean; checks?: z.core.$ZodCheck[] } = def;
  const isOverwritten = checks.some(({ _zod: { def: check } }) => check.check === "overwrite");
  return coerce === true || isOverwritten || ["default", "prefault", "catch", "pipe", "transform"].includes(def.type);
}

/** JSON Schema has no word for it, so it is asked of zod: which property, and which of its values announce which schema. */
function discriminatorOf(
  { _zod: { def } }: z.core.$ZodTypes,
  schemas: Map<string, z.ZodMiniType>,
): JsonObject | undefined {
  if (def.type !== "union" || !("discriminator" in def)) return undefined;
  const property = (def as z.core.$ZodDiscriminatedUnionDef).discriminator;
  const entries = def.options.flatMap((option) => {
    const [name = "a schema without a name"] = [...schemas].find(([, known]) => known === option) ?? [];
    const {
      _zod: { propValues },
    } = option;
    return [...(propValues?.[property] ?? [])].map((value) => [String(value), pointerTo(name)] as const);
  });
  return { propertyName: property, mapping: Object.fromEntries(entries) };
}

function pointerTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function routeFacts(route: object, schemas: Map<string, z.ZodMiniType>): JsonObject {
  const nameOf = (schema: unknown): Json => {
    if (typeof schema === "symbol") return null; // ts-rest's c.noBody()
    for (const [name, known] of schemas) {
      if (known === schema || ("shape" in known && known.shape === schema)) return name;
    }
    return "a schema without a name";
  };
  const facts: JsonObject = {};
  for (const [key, value] of Object.entries(route) as [string, Json | object | undefined][]) {
    if (value === undefined || (key === "body" && nameOf(value) === null)) continue;
    if (typeof value !== "object" || value === null) facts[key] = value;
    else facts[key] = key === "responses" ? mapValues(value as Record<string, unknown>, nameOf) : nameOf(value);
  }
  return facts;
}

/** Lists that are sets become objects, so that a difference names the parameter or the status. */
function operationFacts(operation: Record<string, unknown>): JsonObject {
  const parameters = operation["parameters"] as { name: string }[];
  const statuses = operation["statuses"] as number[];
  return {
    ...(operation as JsonObject),
    parameters: Object.fromEntries(parameters.map((item) => [item.name, item])),
    statuses: Object.fromEntries(statuses.map((status) => [status, true])),
  };
}

function mapValues<T>(object: Readonly<Record<string, T>>, map: (value: T) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
