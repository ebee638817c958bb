/** Api -> router.ts: the ts-rest contract, one route per operation. ts-rest is imported there and nowhere else here. */
import { type Code, print, quote, record } from "./layout.ts";
import type { Api, Body, Operation } from "./model.ts";
import { declarationDoc } from "./tsdoc.ts";

type Entry = [key: string, value: Code];

export function writeRouter(api: Api): string {
  const routes = api.operations.map((operation) => {
    const notes = { ...operation.notes, description: operation.notes.description ?? operation.summary };
    return `${declarationDoc(notes, "  ")}  ${operation.id}: ${print(route(operation), "  ")},\n`;
  });
  return [
    'import { initContract } from "@ts-rest/core";',
    'import * as schemas from "./schemas.ts";\n',
    "const c = initContract();\n",
    "/** The ts-rest contract: one route per operation, key = operationId. */",
    `export const contract = c.router({\n${routes.join("")}});\n`,
  ].join("\n");
}

function route({ method, path, summary, notes, groups, body, responses }: Operation): Code {
  const answers = responses.map(({ status, body: name }): Entry => {
    return [String(status), name ? `schemas.${name}` : "c.noBody()"];
  });
  return record(
    [
      ["method", quote(method)],
      ["path", quote(path.replaceAll(/\{([^}]+)\}/g, ":$1"))],
      ...Object.entries(groups).map(([key, { name }]): Entry => [key, parametersOf(key, name)]),
      ...bodyOf(method, body),
      ["responses", record(answers, true)],
      ...(summary === undefined ? [] : [["summary", quote(summary)] satisfies Entry]),
      ...(notes.deprecated ? [["deprecated", "true"] satisfies Entry] : []),
    ],
    true,
  );
}

/** ts-rest takes one schema per header, but one object for the path and one for the query. */
function parametersOf(key: string, name: string): string {
  return key === "headers" ? `schemas.${name}.shape` : `schemas.${name}`;
}

/** ts-rest wants to be told when a method that could carry a body carries none; a body is JSON unless said otherwise. */
function bodyOf(method: string, body: Body | undefined): Entry[] {
  if (body) {
    const { contentType, name } = body;
    const type: Entry[] = contentType === "application/json" ? [] : [["contentType", quote(contentType)]];
    return [...type, ["body", `schemas.${name}`]];
  }
  return ["POST", "PUT", "PATCH"].includes(method) ? [["body", "c.noBody()"]] : [];
}
