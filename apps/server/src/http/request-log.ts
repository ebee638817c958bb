import { hostname } from "node:os";
import type { FastifyReply, FastifyRequest } from "fastify";
import { logStream } from "./log-stream.ts";

/** Levels at which a request has its line. */
const levels: readonly string[] = ["trace", "debug", "info"];
/** What pino, Fastify's logger, says in every line. */
const ofProcess = { pid: process.pid, hostname: hostname() };

/** What the line of a request says. */
export interface Answered {
  readonly requestId: string;
  readonly method: string;
  readonly operationId: string | undefined;
  readonly status: number | undefined;
  readonly faults: readonly string[] | undefined;
  readonly milliseconds: number;
}

/**
 * One line for each request: never a query, a header or a body, for they hold keys and personal data. As pino would write it,
 * but at half the price: it is the only line that is written for every request.
 */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  if (!logsRequests(request.log.level)) return;
  logAnswered({
    requestId: request.id,
    method: request.method,
    operationId: request.operationId,
    // A fault can end the connection before there was one.
    status: reply.raw.headersSent ? reply.statusCode : undefined,
    faults: request.faults?.applied,
    milliseconds: reply.elapsedTime,
  });
}

/** Whether requests have their line at a level. */
export function logsRequests(level: string): boolean {
  return levels.includes(level);
}

/** Writes the line of a request. */
export function logAnswered({ milliseconds, ...answered }: Answered): void {
  const line = {
    level: 30,
    time: Date.now(),
    ...ofProcess,
    ...answered,
    milliseconds: Math.round(milliseconds * 10) / 10,
    msg: "answered",
  };
  logStream.write(`${JSON.stringify(line)}\n`);
}
