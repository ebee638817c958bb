/** Api -> operations.ts: interfaces and plain data without any import, for those who want neither zod nor ts-rest. */
import { type Code, list, print, quote, record } from "./layout.ts";
import type { Api, Operation, Parameter, Schema } from "./model.ts";
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

// Says all that a spec may say, not only what it says today: code over operations then meets no new type with a new one.
const shapes = `/** How one parameter is sent: exactly what the spec says, nothing decoded. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly type: "string" | "integer" | "number" | "boolean" | "array";
  /** As in the spec: \`date\` is a day (YYYY-MM-DD) that exists, \`date-time\` an RFC 3339 instant. */
  readonly format?: string;
  /** Of an \`array\`: what each value is. The name is sent again for each: \`ids=a&ids=b\`. */
  readonly items?: { readonly type: "string" | "integer" | "number" | "boolean"; readonly format?: string };
  /** What the server takes when the parameter is absent. Nothing fills it in before. */
  readonly default?: string | number | boolean;
  readonly deprecated?: true;
}

/** One operation of the spec as plain data. */
export interface Operation {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below \`basePath\`, with \`{name}\` where a path parameter stands. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Content type of the request body; absent when the operation takes none. */
  readonly body?: "application/json" | "multipart/form-data";
  /** Names of the security schemes of which one is enough; empty for a public operation. */
  readonly security: readonly string[];
  /** Every documented status; others (429, 503, …) are answers of the protocol. */
  readonly statuses: readonly number[];
  readonly deprecated?: true;
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

function operationCode({ id, method, path, parameters, body, security, responses, notes }: Operation): Code {
  return record(
    [
      ["operationId", quote(id)],
      ["method", quote(method)],
      ["path", quote(path)],
      ["parameters", list(parameters.map(parameterCode), parameters.length > 0)],
      ...(body === undefined ? [] : [["body", quote(body.contentType)] satisfies [string, Code]]),
      ["security", list(security.map(quote))],
      ["statuses", list(responses.map(({ status }) => String(status)))],
      ...deprecated(notes.deprecated),
    ],
    true,
  );
}

function parameterCode({ name, in: location, required, notes, value }: Parameter): Code {
  const byDefault = value.notes.default;
  return record([
    ["name", quote(name)],
    ["in", quote(location)],
    ["required", String(required)],
    ...typeCode(value),
    ...(byDefault === undefined ? [] : [["default", JSON.stringify(byDefault)] satisfies [string, Code]]),
    ...deprecated(notes.deprecated ?? value.notes.deprecated),
  ]);
}

function typeCode(value: Schema): [string, Code][] {
  const type: [string, Code] = ["type", quote(value.kind === "enum" ? "string" : value.kind)];
  if (value.kind === "array") return [type, ["items", record(typeCode(value.items))]];
  return value.kind === "string" && value.format ? [type, ["format", quote(value.format)]] : [type];
}

function deprecated(isDeprecated: boolean | undefined): [string, Code][] {
  return isDeprecated ? [["deprecated", "true"]] : [];
}
