import document from "@chatbase-kit/spec/openapi.json" with { type: "json" };

/** The parts of OpenAPI 3.0 that the proof reads. */
export interface Spec {
  servers: { url: string }[];
  paths: Record<string, Record<string, SpecOperation>>;
  components: Record<string, Record<string, unknown>>;
}

interface SpecOperation {
  operationId: string;
  parameters: { name: string; schema: { default?: string | number | boolean } }[];
  responses: Record<string, SpecResponse | { $ref: string }>;
}

interface SpecResponse {
  content: { "application/json": { schema: object; example: unknown } };
}

/** One answer that the spec promises: an operation and a status. */
export interface DocumentedAnswer {
  /** `getLeads 200`: what its transaction and its test are called. */
  title: string;
  operationId: string;
  method: string;
  /** Below the base path, with `{name}` where a path parameter stands. */
  path: string;
  status: number;
  /** Schema of the body, as the spec has it. */
  schema: object;
  /** The example of the body. */
  example: unknown;
}

/** The bundled spec. */
export const spec = document as unknown as Spec;

/** Path that every operation starts with: `/api/v1`. */
export function basePathOf({ servers }: Spec): string {
  return new URL(servers[0]?.url ?? "").pathname;
}

/** What a local `$ref` points at. */
export function resolve<Target>(whole: Spec, value: Target | { $ref: string }): Target {
  if (typeof value !== "object" || value === null || !("$ref" in value)) return value;
  const keys = value.$ref.replace(/^#\//, "").split("/");
  const target = keys.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], whole);
  if (target === undefined) throw new Error(`The spec has nothing at ${value.$ref}`);
  return resolve(whole, target as Target | { $ref: string });
}

/** {operation x documented status}, in the order of the spec. */
export function documentedAnswers(whole: Spec): DocumentedAnswer[] {
  return Object.entries(whole.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId, responses }]) =>
      Object.entries(responses).map(([status, response]) => {
        const { schema, example } = resolve<SpecResponse>(whole, response).content["application/json"];
        const title = `${operationId} ${status}`;
        return { title, operationId, method: method.toUpperCase(), path, status: Number(status), schema, example };
      }),
    ),
  );
}
