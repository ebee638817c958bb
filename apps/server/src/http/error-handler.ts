import type { Socket } from "node:net";
import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { challengeOf } from "./auth.ts";
import { type ErrorReason, errorReasons, RequestError } from "./errors.ts";
import { commonHeaders, jsonType, newRequestId, requestIdHeader } from "./headers.ts";

/** What a refused request is told to do besides reading the message. */
function headersOf(reason: ErrorReason): Record<string, string> {
  const { status } = errorReasons[reason];
  if (status === 401) return { "www-authenticate": challengeOf(reason) };
  if (status === 503) return { "retry-after": "1" };
  // The rest of the message was not read, or cannot be trusted; the next request must not start in the middle of it.
  if (["malformed_request", "invalid_host", "body_too_large", "target_too_long"].includes(reason))
    return { connection: "close" };
  return {};
}

/** The body of every answer that is not a success. */
export function errorBody(message: string): string {
  return JSON.stringify({ message });
}

/** Answers a request that was refused, and a fault of the server itself: its cause goes to the log and nowhere else. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = error instanceof RequestError ? error : new RequestError(reasonOf(error as FastifyError));
  if (refusal.reason === "internal") request.log.error({ err: error }, "the request failed");
  reply.code(refusal.status).headers(headersOf(refusal.reason)).send(errorBody(refusal.message));
}

/** Fastify's own refusals come before any route. */
function reasonOf({ code }: FastifyError): ErrorReason {
  return code === "FST_ERR_BAD_URL" ? "malformed_request" : "internal";
}

const parserReasons: Readonly<Record<string, ErrorReason>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

/** Answers what Node's HTTP parser refused: there is no request yet, only a socket. */
export function handleClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = errorReasons[parserReasons[error.code ?? ""] ?? "malformed_request"];
  const body = errorBody(message);
  const headers = {
    ...commonHeaders,
    [requestIdHeader]: newRequestId(),
    "content-type": jsonType,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}
