/** What the changes of this folder are made of. */
import type { Bump } from "../bump.ts";

/** As much of the bundled document as the changes touch. */
export interface Spec {
  openapi: string;
  info: object;
  servers: { url: string }[];
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes: Record<string, object>;
  };
}

export interface Operation {
  operationId?: string;
  deprecated?: boolean;
  requestBody?: object;
  parameters: Parameter[];
  responses: Record<string, { content?: Record<string, object>; headers?: object; $ref?: string }>;
  security?: Record<string, string[]>[];
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

interface Schema {
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: string[];
  [keyword: string]: unknown;
}

export interface SpecChange {
  what: string;
  bump: Bump;
  /** Prepares the base, where the change starts from something that the spec does not have. */
  before?: (parts: Parts) => unknown;
  change: (parts: Parts) => unknown;
}

export interface Parts {
  spec: Spec;
  operation: Operation;
  lead: Required<Pick<Schema, "properties" | "required">>;
}

/** The parts of a copy of the spec that most changes are about. */
export function partsOf(spec: Spec): Parts {
  const operation = spec.paths["/get-leads"]?.["get"];
  const { properties, required } = spec.components.schemas["Lead"] ?? {};
  if (operation === undefined || properties === undefined || required === undefined) throw new Error("no getLeads");
  return { spec, operation, lead: { properties, required } };
}

/** A parameter of getLeads. */
export const parameter = (parts: Parts, name: string): Parameter => {
  const found = parts.operation.parameters.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no parameter ${name}`);
  return found;
};
/** A property of a lead; set on it, the copy of the spec changes. */
export const property = ({ lead }: Parts, name: string): Schema => lead.properties[name] ?? {};
/** A parameter that the spec does not have. */
export const added = (required: boolean): Parameter & { example: string } => ({
  name: "sort",
  in: "query",
  required,
  description: "In which order.",
  example: "newest",
  schema: { type: "string" },
});
/** Content of any JSON object. */
export const json = { "application/json": { schema: { type: "object" }, example: {} } };
/** Overwrites some keys. */
export const set = (target: object, values: object) => Object.assign(target, values);
/** A body of one property, to be sent as JSON. */
export const bodyOf = (properties: object, more: object = {}): object => ({
  content: { "application/json": { schema: { type: "object", properties, ...more }, example: {} } },
});
