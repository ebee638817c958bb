/** Answers without a request: Node's parser refused it, or hands it to nobody. There is only a socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import { connectionOf } from "./connections.ts";
import { errorBody, headersOf } from "./error-handler.ts";
import { type ErrorReason, errorReasons, RequestError } from "./errors.ts";
import { checkAuthority, checkHost } from "./framing.ts";
import { commonHeaders, jsonType, newRequestId, requestIdHeader } from "./headers.ts";
import { headOf } from "./request-head.ts";
import { STATUS_CODES } from "./node-names.ts";

/** How long a client has to take an answer that ends the connection, in milliseconds. What it still sends is thrown away. */
const lingering = 2_000;

const parserReasons: Readonly<Record<string, ErrorReason>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

/** Node keeps the answer that a connection is sending here; the others of a pipeline queue behind it. */
function answerUnderWay(socket: Duplex): ServerResponse | undefined {
  // oxlint-disable-next-line no-underscore-dangle -- Node has no public name for it
  return (socket as Duplex & { readonly _httpMessage?: ServerResponse | null })._httpMessage ?? undefined;
}

/** Goes on when all requests before have been answered, unless one of the answers has ended the connection. */
export function afterAnswers(socket: Duplex, proceed: () => void): void {
  const unfinished = answerUnderWay(socket);
  if (unfinished) return void unfinished.once("close", () => afterAnswers(socket, proceed));
  if (socket.writable) proceed();
}

/** Answers what Node's HTTP parser refused. */
export function handleClientError(log: FastifyBaseLogger, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) {
    socket.destroy();
    return;
  }
  // Answered, and the client sends on: its end, or that of its time, ends the connection.
  if (socket.writableEnded && error.code !== "ERR_HTTP_REQUEST_TIMEOUT") return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const unfinished = answerUnderWay(socket);
  if (unfinished?.writableEnded && !unfinished.req.complete) {
    // Refused already, before the parser came to what is wrong with it.
    socket.end();
    return;
  }
  if (unfinished?.req.complete) {
    // Answers go out in the order of the requests (RFC 9112 section 9.3.2): this one waits for those before it. A request
    // that is not complete is the one that the parser refused, and nothing has run for it.
    socket.pause();
    unfinished.once("close", () => handleClientError(log, error, socket.resume()));
    return;
  }
  answerSocket(log, socket, parserReasons[error.code ?? ""] ?? "malformed_request");
}

/** Answers `CONNECT`, which Node does not hand to any router: this is no proxy. After the answers to the requests before it. */
export function refuseConnect(log: FastifyBaseLogger, request: IncomingMessage, socket: Duplex): void {
  // Node has given the socket away, and with it the duty to listen for its errors.
  socket.on("error", () => socket.destroy());
  afterAnswers(socket, () => answerSocket(log, socket, reasonAgainst(request), "CONNECT"));
}

function reasonAgainst(request: IncomingMessage): ErrorReason {
  try {
    checkAuthority(request.url ?? "");
    checkHost(request.httpVersion, headOf(request));
    return "method_not_allowed";
  } catch (error) {
    return error instanceof RequestError ? error.reason : "malformed_request";
  }
}

/** Writes a whole answer, ends the connection, and has one line in the log: neither target nor any value. */
export function answerSocket(log: FastifyBaseLogger, socket: Duplex, reason: ErrorReason, method?: string): void {
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
  const connection = connectionOf(socket as Socket);
  if (connection) connection.refused = true;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), lingering).unref();
  socket.once("close", () => clearTimeout(timer));
  log.info({ requestId, method, status }, "answered");
}
