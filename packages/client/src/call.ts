import { pause } from "./deadline.ts";
import type { ApiError } from "./errors/api-errors.ts";
import { ConnectionError } from "./errors/connection-errors.ts";
import type { Exchange } from "./errors/from-exchange.ts";
import { notify, type ResponseEvent } from "./hooks.ts";
import { decide, type Outcome } from "./retry.ts";
import { abortedError, type Answer, type Call, type Head, sendOnce, urlOf } from "./transport.ts";

/** What the calls of a client, and of the copies made of it, know of each other. */
export interface ClientState {
  /** Calls so far. */
  calls: number;
  /** Retries left; see `RetryOptions.budget`. */
  budget: number;
  /**
   * Whether the last thing heard from the server was an answer below 500: then a connection may be kept alive, or just closed.
   * One that fails and resets by turns is down, and gets no retry beside the budget.
   */
  warm: boolean;
}

/** Milliseconds of a clock that nobody sets. */
const now = () => performance.now();

/** How much of a retry a success gives to the budget, besides what its own call took. */
const earned = 0.05;

/** One call on its way. */
interface Run {
  readonly call: Call;
  readonly url: string;
  readonly started: number;
  /** The call at an attempt from which nothing has come yet. */
  readonly exchangeOf: (attempt: number) => Exchange;
  /** The last attempt and what came of it. */
  exchange: Exchange;
}

/**
 * Makes a call: attempts, and waits between them, until one succeeds or `decide` says stop.
 *
 * @throws what the last attempt threw, or AbortedError
 */
export function send(state: ClientState, call: Call): Promise<Answer> {
  const url = urlOf(call);
  // Behind "https://", or "http://" and a letter.
  const path = url.slice(url.indexOf("/", 8), url.indexOf("?"));
  const { operationId, method } = call.operation;
  const callId = ++state.calls;
  // Name by name: a copy by `...` that then got four more names took microseconds in Node 20.
  const exchangeOf = (attempt: number) => ({ callId, operationId, method, path, attempt, status: undefined });
  const run: Run = { call, url, started: now(), exchange: exchangeOf(0), exchangeOf };
  const settle = (error?: Error) =>
    notify(call.options, "onSettled", () => ({
      ...run.exchange,
      attempts: run.exchange.attempt,
      duration: now() - run.started,
      error,
    }));
  const answer = untilDecided(state, run);
  answer.then(() => settle(), settle);
  return answer;
}

async function untilDecided(state: ClientState, run: Run): Promise<Answer> {
  const { operation, options, signal } = run.call;
  const { logger } = options;
  const remaining = () => run.started + options.totalTimeout - now();
  for (let retries = 0, spent = 0, free = true; ; ) {
    if (signal?.aborted) throw abortedError(run.exchange, signal.reason);
    const { warm } = state;
    try {
      const answer = await attempt(state, run, remaining());
      state.budget = Math.min(options.retry.budget, state.budget + spent + earned);
      return answer;
    } catch (caught) {
      const error = caught as Error;
      if (error instanceof ConnectionError) state.warm = false;
      const standing = {
        retries,
        // RFC 9110 section 9.2.2; the spec has no other such method yet.
        idempotent: operation.method === "GET",
        free,
        budget: state.budget,
        remaining: remaining(),
      };
      const policy = { ...options, ...options.retry, random: Math.random };
      const again = decide(standing, outcomeOf(error, warm), policy);
      if (!again) throw error;
      if (again.free) free = false;
      else retries++;
      spent += again.cost;
      state.budget -= again.cost;
      logger?.warn?.(`retry in ${Math.ceil(again.wait)} ms`, { error });
      notify(options, "onRetry", () => ({ ...run.exchange, delay: again.wait, error }));
      await pause(again.wait, signal);
    }
  }
}

function attempt(state: ClientState, run: Run, remaining: number): Promise<Answer> {
  const { options, signal } = run.call;
  const { url } = run;
  const { logger, userAgent } = options;
  // Nothing of the attempt before: its request id would send support to the wrong request.
  const exchange = run.exchangeOf(run.exchange.attempt + 1);
  run.exchange = exchange;
  const headers = { accept: "application/json", ...(userAgent && { "user-agent": userAgent }), ...options.headers };
  notify(options, "onRequest", () => ({ ...exchange, headers }));
  const sent = now();
  const onHead = (head: Head) => {
    state.warm = head.status < 500;
    Object.assign(exchange, head);
    const event = () => ({ ...exchange, duration: now() - sent }) as ResponseEvent;
    logger?.debug?.(`${exchange.path} ${head.status}`, event());
    notify(options, "onResponse", event);
  };
  return sendOnce({ url, options, signal, headers, remaining, onHead, exchange });
}

function outcomeOf(error: Error, warm: boolean): Outcome {
  const { retryable = false, retryAfterMs, status, cause } = error as Partial<ApiError>;
  // What has a status had an answer, so its connection was open.
  return { retryable, retryAfterMs, closed: warm && status === undefined && isClosed(cause), limited: status === 429 };
}

/**
 * How the runtimes call a connection that the other side has closed: Node as the system does, undici in words of its own,
 * Bun too. Deno and browsers send again by themselves when a kept-alive connection was closed.
 */
function isClosed(cause: unknown): boolean {
  let error = cause;
  // Real chains are two or three long; one may also lead back to itself.
  for (let left = 6; left-- && error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown };
    if (/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed)$/.test(code as string)) return true;
  }
  return false;
}
