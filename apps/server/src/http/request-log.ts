import type { FastifyReply, FastifyRequest } from "fastify";

/** One line for each request: never a query, a header or a body, for they hold keys and personal data. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      operationId: request.operationId,
      // A fault can end the connection before there was one.
      status: reply.raw.headersSent ? reply.statusCode : undefined,
      faults: request.faults?.applied,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    },
    "answered",
  );
}
