/** The answers that admin/openapi.yaml describes, and whether an answer is one of them. */
import { Ajv } from "ajv";
import { description, operations, type Schema } from "../../../src/admin/description.ts";

interface Described {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** Every operation with every status that the description has of it, as `createKey 404`. */
export const describedAnswers: readonly string[] = operations.flatMap(({ operationId, method, path }) =>
  Object.keys(responsesOf(method, path)).map((status) => `${operationId} ${status}`),
);

function responsesOf(method: string, path: string): Readonly<Record<string, Described>> {
  const operation = description.paths[path]?.[method.toLowerCase()] as { responses: Record<string, Described> };
  return operation.responses;
}

/** No object has a member that the description does not name, but for those that say so, and the description itself. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== "object" || value === null) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strict(member)]));
  const isClosed = typeof schema["properties"] === "object" && !("additionalProperties" in schema);
  return isClosed ? { ...schema, additionalProperties: false } : schema;
}

const ajv = new Ajv({ strict: false, formats: { "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ } });
const { Description: _, ...schemas } = description.components["schemas"] as Record<string, unknown>;
ajv.addSchema({ $id: "answers", components: { schemas: strict(schemas) } });

/** What is wrong with an answer to an operation, in words; undefined if it is as described. */
export async function faultOf(operationId: string, answer: Response): Promise<string | undefined> {
  const operation = operations.find((each) => each.operationId === operationId);
  if (operation === undefined) return `there is no operation ${operationId}`;
  const described = responsesOf(operation.method, operation.path)[answer.status];
  if (described === undefined) return `${operationId} is answered ${answer.status}, which is not described`;
  const [type, { schema } = { schema: {} }] = Object.entries(resolved(described).content ?? {})[0] ?? [];
  const sent = answer.headers.get("content-type")?.split(";")[0] ?? undefined;
  if (sent !== type) return `${operationId} ${answer.status} is ${sent}, not ${type}`;
  if (type !== "application/json") return undefined;
  const name = (schema["$ref"] as string).split("/").at(-1);
  if (name === "Description") return undefined;
  const validate = ajv.compile({ $ref: `answers#/components/schemas/${name}` });
  if (validate(await answer.json())) return undefined;
  return `${operationId} ${answer.status}: ${ajv.errorsText(validate.errors)}`;
}

function resolved(response: Described): Described {
  if (response.$ref === undefined) return response;
  return description.components["responses"]?.[response.$ref.split("/").at(-1) ?? ""] as Described;
}
