import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { challengeOf } from "./auth.ts";
import { connectionOf } from "./connections.ts";
import { type ErrorReason, errorReasons, RequestError } from "./errors.ts";
import { allowedMethods, commonHeaders, jsonType, requestIdHeader } from "./headers.ts";
import { StoreUnavailable } from "../store/store-error.ts";
import { logRequest } from "./request-log.ts";

/** What a refused request is told to do besides reading the message. */
export function headersOf(reason: ErrorReason, retryAfter = 1): Record<string, string> {
  const { status } = errorReasons[reason];
  if (status === 401) return { "www-authenticate": challengeOf(reason) };
  if (status === 405) return { allow: allowedMethods };
  if (status === 429 || status === 503) return { "retry-after": String(retryAfter) };
  // The rest of the message was not read, or cannot be trusted; the next request must not start in the middle of it.
  if (["malformed_request", "invalid_host", "body_too_large", "target_too_long"].includes(reason))
    return { connection: "close" };
  return {};
}

/** The body of every answer that is not a success. */
export function errorBody(message: string): string {
  return JSON.stringify({ message });
}

/** An answer that is not a success. */
interface ErrorAnswer {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one. As bytes: Fastify adds a charset to JSON text. */
export function sendError(reply: FastifyReply, { status, message, headers }: ErrorAnswer): void {
  const connection = headers["connection"] === "close" ? connectionOf(reply.request.raw.socket) : undefined;
  if (connection) connection.refused = true;
  reply
    .code(status)
    .headers(headers)
    .send(Buffer.from(errorBody(message)));
}

/** Answers a request that was refused, and a fault of the server itself: its cause goes to the log and nowhere else. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = error instanceof RequestError ? error : new RequestError(reasonOf(error));
  if (refusal.status === 500 || error instanceof StoreUnavailable)
    request.log.error({ requestId: request.id, err: error }, "the request failed");
  if (isBadUrl(error)) standInForHooks(request, reply);
  const headers = headersOf(refusal.reason, refusal.retryAfter);
  sendError(reply, { status: refusal.status, message: refusal.message, headers });
}

/** Why a request failed that nobody refused. */
function reasonOf(error: unknown): ErrorReason {
  if (error instanceof StoreUnavailable) return "unavailable";
  return isBadUrl(error) ? "malformed_request" : "internal";
}

/** A path that Fastify's router cannot decode. */
function isBadUrl(error: unknown): boolean {
  return (error as FastifyError | undefined | null)?.code === "FST_ERR_BAD_URL";
}

/** No hook runs for a path that the router cannot decode; this does what they do for other requests. */
function standInForHooks(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ ...commonHeaders, [requestIdHeader]: request.id, "content-type": jsonType });
  reply.raw.once("finish", () => logRequest(request, reply));
}
