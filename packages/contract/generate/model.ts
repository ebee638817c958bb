/** What the generator understands of a spec: read-*.ts build it, write-*.ts print it and know nothing of OpenAPI. */

/** What the spec says about a thing for people to read. */
export interface Notes {
  /** JSON pointer of the thing in the spec. */
  pointer: string;
  description?: string | undefined;
  /** Any JSON value; undefined when the spec gives none. */
  example?: unknown;
  /** What a server takes when the thing is absent; undefined when the spec gives none. Told, never filled in. */
  default?: unknown;
  deprecated?: boolean | undefined;
}

export interface Limits {
  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
}

interface Common {
  notes: Notes;
  nullable: boolean;
}

export interface Property {
  name: string;
  required: boolean;
  notes: Notes;
  schema: Schema;
}

/** `open` is `additionalProperties: true`, `closed` is `false`, `unsaid` is when the spec is silent. */
export interface ObjectSchema extends Common {
  kind: "object";
  properties: Property[];
  additional: "unsaid" | "open" | "closed";
}

/** `oneOf`: exactly one of the alternatives. */
export interface UnionSchema extends Common {
  kind: "union";
  alternatives: Schema[];
  discriminator?: Discriminator | undefined;
}

export interface Discriminator {
  pointer: string;
  property: string;
  /** Value of the property -> name of the schema that it announces. */
  mapping: Map<string, string>;
}

/** `allOf`: all of the parts, of which none says what another one says too. */
export interface IntersectionSchema extends Common {
  kind: "intersection";
  parts: Schema[];
}

export type Schema =
  | ObjectSchema
  | (Common & { kind: "record"; values: Schema })
  | UnionSchema
  | IntersectionSchema
  | (Common & { kind: "array"; items: Schema; limits: Limits })
  | (Common & { kind: "string"; format?: string | undefined; limits: Limits })
  | (Common & { kind: "enum"; values: string[] })
  | (Common & { kind: "integer" | "number"; limits: Limits })
  | (Common & { kind: "boolean" | "file" })
  | (Common & { kind: "reference"; name: string });

/** A schema under a name of its own: a component of the spec, or the parameters of an operation in one location. */
export interface Declaration {
  name: string;
  schema: Schema;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  notes: Notes;
  schema: Schema;
  /** The schema again, with what its references lead to: one plain value, or a list of such. */
  value: Schema;
}

export interface Body {
  contentType: "application/json" | "multipart/form-data";
  /** Name of the body's schema. */
  name: string;
}

export interface Response {
  status: number;
  notes: Notes;
  /** Name of the body's schema; undefined for an answer without a body. */
  body: string | undefined;
}

export interface Operation {
  id: string;
  /** The id as the beginning of a type's name: `GetLeads`. */
  typeName: string;
  method: string;
  path: string;
  summary: string | undefined;
  notes: Notes;
  parameters: Parameter[];
  /** The parameters again, as one object schema per location that has any. */
  groups: { pathParams?: Declaration; query?: Declaration; headers?: Declaration };
  body: Body | undefined;
  responses: Response[];
  security: string[];
}

export interface Api {
  productionUrl: string;
  /** In the spec's order. */
  components: Declaration[];
  /** The same, what is referred to before what refers to it. */
  dependenciesFirst: Declaration[];
  operations: Operation[];
}
