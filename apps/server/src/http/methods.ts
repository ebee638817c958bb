import type { FastifyReply, FastifyRequest } from "fastify";
import { RequestError } from "./errors.ts";
import { allowedMethods } from "./headers.ts";

/** The path of a request target as the router sees it: without origin (RFC 9112 section 3.2.2) and query, decoded. */
function pathOf(target: string): string {
  const [path = ""] = target.replace(/^https?:\/\/[^/?]*/i, "").split("?", 1);
  return decodeURI(path);
}

/**
 * Answers a request that has no route: OPTIONS on a known path 204 and another method 405, both with Allow (RFC 9110 section
 * 10.2.1); anything else 404. Before authentication, and without reading the body.
 *
 * @throws {RequestError} 400, 404 or 405.
 */
export function answerUnrouted(request: FastifyRequest, reply: FastifyReply, paths: ReadonlySet<string>): void {
  const target = request.raw.url ?? "";
  if (request.method === "OPTIONS" && (target === "*" || paths.has(pathOf(target)))) {
    reply.code(204).header("allow", allowedMethods).send();
    return;
  }
  // The asterisk stands alone (RFC 9112 section 3.2.4).
  if (target.startsWith("*?")) throw new RequestError("malformed_request");
  if (!paths.has(pathOf(target))) throw new RequestError("not_found");
  throw new RequestError("method_not_allowed");
}
