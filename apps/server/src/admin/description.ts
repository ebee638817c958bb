/**
 * The description of the admin API, admin/openapi.yaml, as the server uses it: routes, and what parameters and bodies must be, come
 * from there and from nowhere else. An operation without an implementation, or the other way round, stops the start.
 */
import document from "./generated/openapi.json" with { type: "json" };

/** A schema of the description. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly schema: Schema;
}

interface Content {
  readonly [mediaType: string]: { readonly schema: Schema };
}

/** An operation, without references to parts elsewhere but in its schemas. */
export interface Operation {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** As in the description: `/keys/{keyId}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** What a body may be, by media type; undefined if it takes none. */
  readonly body: Content | undefined;
  /** Status of a success. */
  readonly status: number;
  /** Media type of its body; undefined if it has none. */
  readonly type: string | undefined;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** The whole document. */
export const description: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
} = document;

function resolved(parameter: Parameter | { readonly $ref: string }): Parameter {
  if (!("$ref" in parameter)) return parameter;
  return description.components["parameters"]?.[parameter.$ref.split("/").at(-1) ?? ""] as Parameter;
}

function read(path: string, method: string, raw: RawOperation): Operation {
  const [status = "", success] = Object.entries(raw.responses).find(([each]) => each.startsWith("2")) ?? [];
  return {
    operationId: raw.operationId,
    method: method.toUpperCase() as Operation["method"],
    path,
    parameters: (raw.parameters ?? []).map(resolved),
    body: raw.requestBody?.content,
    status: Number(status),
    type: Object.keys(success?.content ?? {})[0],
  };
}

/** Every operation, in the order of the document. */
export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, raw]) => read(path, method, raw as RawOperation)),
);
