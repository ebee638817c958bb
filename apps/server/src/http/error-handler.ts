import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { challengeOf } from "./auth.ts";
import { type ErrorReason, errorReasons, RequestError } from "./errors.ts";
import { allowedMethods, commonHeaders, jsonType, newRequestId, requestIdHeader } from "./headers.ts";
import { StoreUnavailable } from "../store/store-error.ts";
import { logRequest } from "./request-log.ts";
import { STATUS_CODES } from "./status-codes.ts";

/** What a refused request is told to do besides reading the message. */
function headersOf(reason: ErrorReason, retryAfter = 1): Record<string, string> {
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
function errorBody(message: string): string {
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

const parserReasons: Readonly<Record<string, ErrorReason>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

/** Node keeps the answer that a connection is sending here; the others of a pipeline queue behind it. */
interface AnsweringSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/** Answers what Node's HTTP parser refused: there is no request yet, only a socket. */
export function handleClientError(error: NodeJS.ErrnoException, socket: AnsweringSocket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  // oxlint-disable-next-line no-underscore-dangle -- Node has no public name for it
  const unfinished = socket._httpMessage;
  if (unfinished?.writableEnded && !unfinished.req.complete) {
    // Refused already, before the parser came to what is wrong with it.
    socket.end();
    return;
  }
  if (unfinished?.req.complete) {
    // Answers go out in the order of the requests (RFC 9112 section 9.3.2): this one waits for those before it. A request
    // that is not complete is the one that the parser refused, and nothing has run for it.
    socket.pause();
    unfinished.once("close", () => handleClientError(error, socket.resume()));
    return;
  }
  answerSocket(socket, parserReasons[error.code ?? ""] ?? "malformed_request");
}

/** Answers `CONNECT`, which Node does not hand to any router: this is no proxy. After the answers to the requests before it. */
export function refuseConnect(log: FastifyBaseLogger, socket: Duplex): void {
  // Node has given the socket away, and with it the duty to listen for its errors.
  socket.on("error", () => socket.destroy());
  const refuse = (): void => {
    // oxlint-disable-next-line no-underscore-dangle -- Node has no public name for it
    const unfinished = (socket as Duplex & AnsweringSocket)._httpMessage;
    if (unfinished) return void unfinished.once("close", refuse);
    if (!socket.writable) return void socket.destroy();
    const requestId = answerSocket(socket, "method_not_allowed");
    log.info({ requestId, method: "CONNECT", status: errorReasons.method_not_allowed.status }, "answered");
  };
  refuse();
}

/** Writes a whole answer and ends the connection. @returns the id that the answer names. */
function answerSocket(socket: Duplex, reason: ErrorReason): string {
  const { status, message } = errorReasons[reason];
  const body = errorBody(message);
  const requestId = newRequestId();
  const headers = {
    ...commonHeaders,
    ...headersOf(reason),
    [requestIdHeader]: requestId,
    date: new Date().toUTCString(),
    "content-type": jsonType,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  return requestId;
}
