import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { passFaults } from "./approach.ts";
import { deliver } from "./deliver.ts";
import type { FaultControl } from "./fault-control.ts";
import type { RequestFaults } from "./request-faults.ts";
import { deliveryOf, type Source, spoilBody, spoilQuery, textOf } from "./spoil.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Faults that the request gets; undefined for none. */
    faults: RequestFaults | undefined;
  }
}

/** Starts the faults of a request. @returns whether the request goes on. */
async function begin(request: FastifyRequest, reply: FastifyReply, control: FaultControl): Promise<boolean> {
  const faults = control.choose(request.headers["prefer"]);
  if (faults === undefined) return true;
  request.faults = faults;
  return await passFaults(request, reply, faults, control);
}

/** @returns what is to be sent; undefined when it has been taken care of. */
async function finish(
  payload: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: RequestFaults,
  { control, source }: { control: FaultControl; source: Source },
): Promise<unknown> {
  const spoilt = await spoilBody(payload, request, reply, faults, source);
  const delivery = deliveryOf(request, faults);
  const { preferenceApplied } = faults;
  if (preferenceApplied !== undefined) reply.header("preference-applied", preferenceApplied);
  if (delivery === undefined) return spoilt;
  await deliver(Buffer.from(textOf(spoilt)), delivery, request, reply, control.pauses);
  return undefined;
}

/** Ends a hook with what its work comes to. */
async function handOn<Result>(
  work: Promise<Result>,
  proceed: (result: Result) => void,
  fail: (error: Error) => void,
): Promise<void> {
  let result: Result;
  try {
    result = await work;
  } catch (error) {
    fail(error as Error);
    return;
  }
  proceed(result);
}

/**
 * Puts the faults on the way of every request to the API: after the hooks that are there, so behind authentication, and
 * before the operations, which have to be mounted later. A request that no fault concerns passes three questions.
 */
export function mountFaults(api: FastifyInstance, control: FaultControl, source: Source): void {
  api.decorateRequest("faults", undefined);
  // With callbacks: a hook that is a promise costs every request a turn of the microtask queue, and must say something.
  api.addHook("onRequest", (request, reply, done) => {
    if (!control.concerns(request.headers["prefer"])) return done();
    void handOn(begin(request, reply, control), (goesOn) => goesOn && done(), done);
  });
  api.addHook("preHandler", (request, _reply, done) => {
    if (request.faults !== undefined) spoilQuery(request, request.faults);
    done();
  });
  api.addHook("onSend", (request, reply, payload, done) => {
    if (request.faults === undefined) return done(null, payload);
    const work = finish(payload, request, reply, request.faults, { control, source });
    void handOn(work, (spoilt) => spoilt !== undefined && done(null, spoilt), done);
  });
}
