import { pause } from "./deadline.ts";
import { ApiError } from "./errors/api-errors.ts";
import { ChatbaseError } from "./errors/base.ts";
import { ConnectionError } from "./errors/connection-errors.ts";
import { type CallEvent, notify } from "./hooks.ts";
import { decide, type Outcome } from "./retry.ts";
import { abortedError, type Answer, type Attempt, type Call, sendOnce, urlOf } from "./transport.ts";

/** What the calls of a client, and of the copies made of it, know of each other. */
export interface ClientState {
  /** Calls so far. */
  calls: number;
  /** Retries left; see `RetryOptions.budget`. */
  budget: number;
  /** Whether the last thing heard from the server was an answer: then a connection may be kept alive, or just closed. */
  warm: boolean;
}

/** How much of a retry a success gives to the budget, besides what its own call took. */
const earned = 0.05;

/** One call on its way. */
interface Run {
  readonly call: Call;
  readonly url: URL;
  readonly callId: number;
  readonly started: number;
  /** Requests sent so far. */
  attempts: number;
  /** Status of the last answer. */
  status: number | undefined;
}

/**
 * Makes a call: attempts, and waits between them, until one succeeds or `decide` says stop.
 *
 * @throws what the last attempt threw, or AbortedError
 */
export async function send(state: ClientState, call: Call): Promise<Answer> {
  const started = performance.now();
  const run: Run = { call, url: urlOf(call), callId: ++state.calls, started, attempts: 0, status: undefined };
  const settle = (error?: Error) => {
    const { attempts, status } = run;
    const duration = performance.now() - started;
    notify(call.options, "onSettled", { ...eventOf(run), attempts, duration, status, error });
  };
  try {
    const answer = await untilDecided(state, run);
    settle();
    return answer;
  } catch (error) {
    settle(error as Error);
    throw error;
  }
}

async function untilDecided(state: ClientState, run: Run): Promise<Answer> {
  const { options, operation } = run.call;
  const { signal } = options;
  const policy = { ...options.retry, maxRetries: options.maxRetries, random: Math.random };
  const idempotent = /^(?:GET|HEAD|PUT|DELETE)$/.test(operation.method);
  const remaining = () => run.started + options.totalTimeout - performance.now();
  for (let retries = 0, spent = 0, free = true; ; ) {
    if (signal?.aborted) throw abortedError({ ...eventOf(run), attempts: run.attempts }, signal.reason);
    const { warm } = state;
    try {
      const answer = await attempt(state, run, remaining());
      state.budget = Math.min(policy.budget, state.budget + spent + earned);
      return answer;
    } catch (error) {
      const standing = { retries, idempotent, free, budget: state.budget, remaining: remaining() };
      const decision = decide(standing, outcomeOf(error, warm), policy);
      if ("stop" in decision) throw error;
      if (decision.free) free = false;
      else retries++;
      spent += decision.cost;
      state.budget -= decision.cost;
      const delay = decision.wait;
      options.logger?.warn(`trying again in ${Math.ceil(delay)} ms`, { error });
      notify(options, "onRetry", { ...eventOf(run), delay, error: error as Error });
      await pause(delay, signal);
    }
  }
}

async function attempt(state: ClientState, run: Run, remaining: number): Promise<Answer> {
  const { url, call } = run;
  const { options } = call;
  run.attempts++;
  run.status = undefined;
  const event = eventOf(run);
  const agent = options.userAgent === undefined ? {} : { "user-agent": options.userAgent };
  const headers = { accept: "application/json", ...agent, ...options.headers };
  notify(options, "onRequest", { ...event, headers });
  const sent = performance.now();
  const onHead: Attempt["onHead"] = ({ status, requestId }) => {
    state.warm = true;
    run.status = status;
    const response = { ...event, status, requestId, duration: performance.now() - sent };
    options.logger?.debug(`${event.method} ${event.path} ${status}`, response);
    notify(options, "onResponse", response);
  };
  try {
    const exchange = { ...event, attempts: run.attempts };
    return await sendOnce({ url, options, headers, remaining, onHead, exchange });
  } catch (error) {
    if (error instanceof ConnectionError) state.warm = false;
    throw error;
  }
}

function eventOf({ call, url, callId, attempts }: Run): CallEvent {
  const { operationId, method } = call.operation;
  return { callId, operationId, method, path: url.pathname, attempt: attempts };
}

function outcomeOf(error: unknown, warm: boolean): Outcome {
  const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : undefined;
  return {
    retryable: error instanceof ChatbaseError && error.retryable,
    closed: warm && error instanceof ConnectionError && error.status === undefined && isClosed(error.cause),
    retryAfterMs,
    limited: error instanceof ApiError && error.status === 429,
  };
}

/**
 * How the runtimes call a connection that the other side has closed: Node as the system does, undici in words of its own,
 * Bun too. Deno and browsers send again by themselves when a kept-alive connection was closed.
 */
function isClosed(cause: unknown): boolean {
  let error = cause;
  // Real chains are two or three long; one may also lead back to itself.
  for (let depth = 0; depth < 6 && error instanceof Error; depth++, error = error.cause) {
    const { code } = error as { code?: unknown };
    if (/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed)$/.test(String(code))) return true;
  }
  return false;
}
