/** As much of an OpenAPI document's shape as the round trip looks at. Read here by hand: the generator is not trusted. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface SpecParameter {
  name: string;
  in: string;
  required?: boolean;
  schema: JsonObject;
}

export interface SpecContent {
  content?: { [contentType: string]: { schema: JsonObject } };
}

export interface SpecOperation {
  operationId: string;
  summary?: string;
  parameters?: (SpecParameter | { $ref: string })[];
  requestBody?: SpecContent;
  responses: { [status: string]: SpecContent | { $ref: string } };
  security?: { [scheme: string]: string[] }[];
}

export interface SpecDocument {
  servers: { url: string }[];
  security?: { [scheme: string]: string[] }[];
  paths: { [path: string]: { [method: string]: SpecOperation } };
  components: {
    schemas: { [name: string]: JsonObject };
    parameters?: { [name: string]: SpecParameter };
    responses?: { [name: string]: SpecContent };
  };
}
