/** What the generator understands of a spec: read-*.ts build it, write-*.ts print it and know nothing of OpenAPI. */

/** What the spec says about a thing for people to read. */
export interface Notes {
  /** JSON pointer of the thing in the spec. */
  pointer: string;
  description?: string | undefined;
  /** Any JSON value; undefined when the spec gives none. */
  example?: unknown;
}

export interface Limits {
  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
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

export type Schema =
  | ObjectSchema
  | (Common & { kind: "record"; values: Schema })
  | (Common & { kind: "array"; items: Schema })
  | (Common & { kind: "string"; format?: string | undefined; limits: Limits })
  | (Common & { kind: "enum"; values: string[] })
  | (Common & { kind: "integer" | "number"; limits: Limits })
  | (Common & { kind: "boolean" })
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
  body: string | undefined;
  responses: Response[];
  security: string[];
}

export interface Api {
  productionUrl: string;
  components: Declaration[];
  operations: Operation[];
}
