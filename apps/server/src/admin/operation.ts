import type { FastifyReply, FastifyRequest } from "fastify";
import type { AdjustableClock } from "../clock.ts";
import type { FaultControl } from "../faults/fault-control.ts";
import type { Store } from "../store/store.ts";
import type { Metrics } from "./metrics.ts";
import type { RequestJournal } from "./request-journal.ts";

/** What the operations of the admin API work on. */
export interface AdminContext {
  readonly store: Store;
  readonly faults: FaultControl;
  readonly clock: AdjustableClock;
  readonly journal: RequestJournal;
  readonly metrics: Metrics;
}

/** What an operation gets of a request, checked against the description. */
export interface AdminInput<Body = unknown> {
  readonly body: Body;
  /** Parameter -> value: text, number, or an array of texts. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** For what is a stream, in or out. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** An operation: gives the body of its success as a value for JSON, or as text. Undefined if there is none, or it has been sent. */
export type AdminOperation<Body = never> = (input: AdminInput<Body>, context: AdminContext) => unknown;

/** A parameter that is text. */
export function textOf({ parameters }: AdminInput, name: string): string {
  return parameters[name] as string;
}
