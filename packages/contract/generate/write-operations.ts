/** Api -> operations.ts: interfaces and plain data without any import, for those who want neither zod nor ts-rest. */
import { type Code, list, print, quote, record } from "./layout.ts";
import type { Api, Operation, Parameter } from "./model.ts";
import { memberDoc } from "./tsdoc.ts";
import { writeType } from "./write-types.ts";

export function writeOperations(api: Api): string {
  const { pathname } = new URL(api.productionUrl);
  return [
    "/** Path under which every operation is served, from `servers[0].url`. */",
    `export const basePath = ${quote(pathname.replace(/\/$/, ""))};\n`,
    "/** Origin and base path of production, from `servers[0].url`. */",
    `export const productionUrl = ${quote(api.productionUrl)};\n`,
    ...api.components.map(writeType),
    ...api.operations.flatMap((operation) => [...Object.values(operation.groups).map(writeType), responses(operation)]),
    shapes,
    "/** Every operation of the spec: operationId -> how it is called and what it answers. */",
    `export const operations = ${data(api.operations)} as const satisfies Record<string, Operation>;\n`,
    "/** Name of an operation, as the spec's `operationId`. */",
    "export type OperationId = keyof typeof operations;\n",
  ].join("\n");
}

const shapes = `/** How one parameter is sent: exactly what the spec says, nothing decoded. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly type: "string" | "integer" | "number" | "boolean";
  /** As in the spec: \`date\` is a day (YYYY-MM-DD) that exists, \`date-time\` an RFC 3339 instant. */
  readonly format?: string;
}

/** One operation of the spec as plain data. */
export interface Operation {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below \`basePath\`, with \`{name}\` where a path parameter stands. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Content type of the request body; absent when the operation takes none. */
  readonly body?: "application/json";
  /** Names of the security schemes of which one is enough; empty for a public operation. */
  readonly security: readonly string[];
  /** Every documented status; others (429, 503, …) are answers of the protocol. */
  readonly statuses: readonly number[];
}
`;

function responses({ id, typeName, responses: answers }: Operation): string {
  const members = answers.map(({ status, notes, body }) => {
    return `${memberDoc(notes, undefined, "  ")}  ${status}: ${body ?? "undefined"};\n`;
  });
  const doc = `/** What \`${id}\` answers: status -> body. */\n`;
  return `${doc}export interface ${typeName}Responses {\n${members.join("")}}\n`;
}

function data(operations: Operation[]): string {
  const entries = operations.map((operation): [string, Code] => [operation.id, operationCode(operation)]);
  return print(record(entries, true), "");
}

function operationCode({ id, method, path, parameters, body, security, responses: answers }: Operation): Code {
  return record(
    [
      ["operationId", quote(id)],
      ["method", quote(method)],
      ["path", quote(path)],
      ["parameters", list(parameters.map(parameterCode), parameters.length > 0)],
      ...(body === undefined ? [] : [["body", quote("application/json")] satisfies [string, Code]]),
      ["security", list(security.map(quote))],
      ["statuses", list(answers.map(({ status }) => String(status)))],
    ],
    true,
  );
}

function parameterCode({ name, in: location, required, schema }: Parameter): Code {
  return record([
    ["name", quote(name)],
    ["in", quote(location)],
    ["required", String(required)],
    ["type", quote(schema.kind === "enum" ? "string" : schema.kind)],
    ...(schema.kind === "string" && schema.format ? [["format", quote(schema.format)] satisfies [string, Code]] : []),
  ]);
}
