import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { logRequest } from "../http/request-log.ts";
import type { Delivery } from "./fault.ts";
import type { Pauses } from "./pauses.ts";

/** Pieces that a body is cut into when it is to take its time. */
const mostPieces = 20;

/** Ends the connection once everything so far has left; the client misses the rest of what `Content-Length` promised. */
function breakOff(request: FastifyRequest, reply: FastifyReply): void {
  const { socket } = request.raw;
  if (typeof socket.destroySoon === "function") socket.destroySoon();
  else reply.raw.destroy();
  // The answer never finishes, and only one that does is in the log by itself.
  logRequest(request, reply);
}

/** Cuts what is to be sent into pieces, none of them empty. */
function cut(bytes: Buffer, { milliseconds, share }: Delivery): Buffer[] {
  const sent = bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share)));
  const step = milliseconds === 0 ? sent.length : Math.ceil(sent.length / mostPieces);
  return Array.from({ length: Math.ceil(sent.length / step) }, (_, index) =>
    sent.subarray(index * step, (index + 1) * step),
  );
}

/** Sends an answer the way that a fault wants it, past Fastify, which would call a broken answer an error of ours. */
export async function deliver(
  bytes: Buffer,
  delivery: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
  pauses: Pauses,
): Promise<void> {
  const { raw } = reply;
  // It may be under way when the server stops, and no later answer can end the connection.
  reply.header("connection", "close").header("content-length", bytes.length);
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  const pieces = cut(bytes, delivery);
  const last = pieces.pop();
  for (const piece of pieces) {
    raw.write(piece);
    await pauses.wait(delivery.milliseconds / pieces.length, raw);
    if (raw.destroyed) return;
  }
  if (delivery.share === 1) raw.end(last);
  else raw.write(last, () => breakOff(request, reply));
}
