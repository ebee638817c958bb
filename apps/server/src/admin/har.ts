/** Exchanges as a HAR 1.2 file (http://www.softwareishard.com/blog/har-12-spec/), which `redocly drift` and viewers read. */
import { basePath, operations } from "@chatbase-kit/contract/operations";
import { STATUS_CODES } from "../http/node-names.ts";
import type { Exchange } from "./request-journal.ts";

const header = (name: string, value: string): { name: string; value: string } => ({ name, value });

function requestOf({ entry, query, hasKey }: Exchange, path: string): unknown {
  const search = query.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("&");
  return {
    method: entry.method,
    // The name is nobody's: where the server is says nothing about the API.
    url: `http://reference-server.test${basePath}${path}${search && `?${search}`}`,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: hasKey ? [header("authorization", "Bearer redacted")] : [],
    queryString: query,
    headersSize: -1,
    bodySize: 0,
  };
}

function responseOf({ entry: { status = 0 }, type, body }: Exchange): unknown {
  return {
    status,
    statusText: STATUS_CODES[status] ?? "",
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: type === "" ? [] : [header("content-type", type)],
    content: { size: -1, mimeType: type, ...(body !== undefined && { text: body }) },
    redirectURL: "",
    headersSize: -1,
    bodySize: -1,
  };
}

/** Those of the exchanges that are for an operation of the spec: of others, nothing could be said without their paths. */
export function harOf(exchanges: readonly Exchange[]): unknown {
  const entries = exchanges.flatMap((exchange) => {
    const { entry } = exchange;
    const operation = Object.values(operations).find(({ operationId }) => operationId === entry.operationId);
    if (operation === undefined) return [];
    return {
      startedDateTime: entry.startedAt,
      time: entry.milliseconds,
      request: requestOf(exchange, operation.path),
      response: responseOf(exchange),
      cache: {},
      timings: { send: 0, wait: entry.milliseconds, receive: 0 },
    };
  });
  return { log: { version: "1.2", creator: { name: "@chatbase-kit/server", version: "1" }, entries } };
}
