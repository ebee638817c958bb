import { readFileSync } from "node:fs";

/** An operation of the spec, as far as an answer can be held against it. */
export interface Operation {
  /** In upper case. */
  method: string;
  /** Whole path, base path included; a parameter is one segment. */
  path: RegExp;
  /** Status -> its media types. Statuses may be ranges (`4XX`) or `default`. */
  responses: Map<string, string[]>;
}

/** What of an OpenAPI description is needed to sort traffic. */
export interface Description {
  /** Of the first server, such as `/api/v1`. */
  basePath: string;
  operations: Operation[];
}

interface Document {
  servers?: { url: string }[];
  paths: Record<string, Record<string, { responses?: Record<string, Response> }>>;
  components?: { responses?: Record<string, Response> };
}
interface Response {
  $ref?: string;
  content?: Record<string, unknown>;
}

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

function pathPattern(path: string): RegExp {
  const segments = path.split(/\{[^{}]+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${segments.join("[^/]+")}$`);
}

function mediaTypes(response: Response, document: Document): string[] {
  const name = response.$ref?.replace("#/components/responses/", "");
  const { content = {} } = name === undefined ? response : (document.components?.responses?.[name] ?? {});
  return Object.keys(content).map((type) => type.toLowerCase());
}

/** Reads a bundled description, JSON. */
export function readDescription(file: string): Description {
  const document = JSON.parse(readFileSync(file, "utf8")) as Document;
  const basePath = new URL(document.servers?.[0]?.url ?? "/", "http://any.example").pathname.replace(/\/$/, "");
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, { responses = {} }]) => ({
        method: method.toUpperCase(),
        path: pathPattern(basePath + path),
        responses: new Map(Object.entries(responses).map(([status, each]) => [status, mediaTypes(each, document)])),
      })),
  );
  return { basePath, operations };
}

/** The operation behind a request; the path byte for byte, where redocly overlooks a slash at its end. */
export function operationAt({ operations }: Description, method: string, pathname: string): Operation | undefined {
  return operations.find((operation) => operation.method === method && operation.path.test(pathname));
}
