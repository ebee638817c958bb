import type { FastifyReply, FastifyRequest } from "fastify";
import { hashKey } from "../http/auth.ts";
import { sendError } from "../http/error-handler.ts";
import { logRequest } from "../http/request-log.ts";
import type { Outcome } from "./fault.ts";
import type { FaultControl } from "./fault-control.ts";
import type { RequestFaults } from "./request-faults.ts";

/** The connection of a request that is handled in this process without one has no reset; then the answer breaks off. */
function resetConnection(request: FastifyRequest, reply: FastifyReply): void {
  const { socket } = request.raw;
  if (typeof socket.resetAndDestroy === "function") socket.resetAndDestroy();
  else reply.raw.destroy();
}

/** Ends a request early. @returns whether it did. */
function isOver(outcome: Outcome, request: FastifyRequest, reply: FastifyReply): boolean {
  if (outcome === "reset") {
    reply.hijack();
    resetConnection(request, reply);
    // Nothing was sent, so nothing will say that it has been.
    logRequest(request, reply);
    return true;
  }
  if (typeof outcome === "string") return false;
  sendError(reply, outcome);
  return true;
}

/**
 * Runs what happens before the parameters are looked at.
 *
 * @returns whether the request goes on; if not, it has been answered, or its connection is gone.
 */
export async function passFaults(
  request: FastifyRequest,
  reply: FastifyReply,
  faults: RequestFaults,
  { pauses, clock }: Pick<FaultControl, "pauses" | "clock">,
): Promise<boolean> {
  const approach = {
    caller: hashKey(request.headers.authorization?.replace(/^\S+ +/, "") ?? ""),
    random: faults.random,
    elapsed: () => clock.elapsed(),
    pause: (milliseconds: number) => pauses.wait(milliseconds, reply.raw),
  };
  for (const fault of faults.chosen) {
    if (fault.effects.before === undefined) continue;
    const outcome = await fault.effects.before(approach);
    // Nobody is there any more: no work for nothing.
    if (reply.raw.destroyed || request.raw.socket.destroyed) return false;
    if (outcome !== "passed") faults.apply(fault);
    if (isOver(outcome, request, reply)) return false;
  }
  return true;
}
