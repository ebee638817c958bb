import type { FastifyReply, FastifyRequest } from "fastify";
import type { OperationContext } from "../operations/operation.ts";
import type { Delivery, RawQuery } from "./fault.ts";
import { spoilLeads, touchesLeads } from "./lead-page.ts";
import type { RequestFaults } from "./request-faults.ts";

/** Where the leads come from that a fault may ask for. */
export type Source = Pick<OperationContext, "store" | "config">;

/** Changes the parameters, before they are checked. */
export function spoilQuery(request: FastifyRequest, faults: RequestFaults): void {
  for (const fault of faults.chosen) {
    const before = request.query as RawQuery;
    const after = fault.effects.query?.(before) ?? before;
    if (after === before) continue;
    request.query = after;
    faults.apply(fault);
  }
}

/** Changes the body, and the header that goes with it. What no fault concerns is sent as it is. */
export async function spoilBody(
  payload: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: RequestFaults,
  source: Source,
): Promise<unknown> {
  const isPage = reply.statusCode === 200 && request.operationId === "getLeads" && touchesLeads(faults);
  const onBody = faults.chosen.filter(({ effects }) => effects.body !== undefined);
  if (!isPage && onBody.length === 0) return payload;
  let text = textOf(payload);
  if (isPage) text = await spoilLeads(text, request, faults, source);
  for (const fault of onBody) {
    const body = fault.effects.body?.({ text, type: String(reply.getHeader("content-type")) });
    if (body === undefined) continue;
    text = body.text;
    reply.header("content-type", body.type);
    faults.apply(fault);
  }
  return text;
}

/** Operations send text, refusals bytes. */
export function textOf(payload: unknown): string {
  return typeof payload === "string" ? payload : Buffer.from(payload as Uint8Array).toString();
}

/** How the answer gets onto the connection; undefined for the usual way. An answer to a HEAD has no body to deliver. */
export function deliveryOf(request: FastifyRequest, faults: RequestFaults): Delivery | undefined {
  if (request.method === "HEAD") return undefined;
  let delivery: Delivery | undefined;
  for (const fault of faults.chosen) {
    if (fault.effects.delivery === undefined) continue;
    delivery = { ...(delivery ?? { milliseconds: 0, share: 1 }), ...fault.effects.delivery };
    faults.apply(fault);
  }
  return delivery;
}
