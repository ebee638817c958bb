import type { IncomingMessage } from "node:http";

const failures = new WeakMap<IncomingMessage, { readonly error: unknown }>();

/** Keeps what an operation has thrown for a request, so that it need not run again when Fastify gets the request. */
export function keepFailure(request: IncomingMessage, error: unknown): void {
  failures.set(request, { error });
}

/** Throws what an operation has thrown for a request, if it has run already. */
export function throwFailure(request: IncomingMessage): void {
  const failure = failures.get(request);
  if (failure) throw failure.error;
}
