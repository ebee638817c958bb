/** As much of an OpenAPI document's shape as the round trip looks at. Read here by hand: the generator is not trusted. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface SpecParameter {
  name: string;
  in: string;
  required?: boolean;
  deprecated?: boolean;
  style?: string;
  explode?: boolean;
  schema: JsonObject;
}

export interface Reference {
  $ref: string;
}

/** A body, of a request or of a response. */
export interface SpecContent {
  /** Of a request only. */
  required?: boolean;
  content?: { [contentType: string]: { schema: JsonObject } };
}

export interface SpecOperation {
  operationId: string;
  summary?: string;
  deprecated?: boolean;
  parameters?: (SpecParameter | Reference)[];
  requestBody?: SpecContent | Reference;
  responses: { [status: string]: SpecContent | Reference };
  security?: { [scheme: string]: string[] }[];
}

export interface SpecDocument {
  servers: { url: string }[];
  security?: { [scheme: string]: string[] }[];
  /** Beside the methods of a path stand the `parameters` that they share. */
  paths: { [path: string]: { [method: string]: SpecOperation } & { parameters?: (SpecParameter | Reference)[] } };
  components: {
    schemas: { [name: string]: JsonObject };
    parameters?: { [name: string]: SpecParameter };
    requestBodies?: { [name: string]: SpecContent };
    responses?: { [name: string]: SpecContent };
  };
}
