/** How failed calls are tried again. */
export interface RetryOptions {
  /** Milliseconds: upper end of the first wait. It doubles with each retry, up to `maxDelay`. @default 500 */
  baseDelay?: number | undefined;
  /** Milliseconds: upper end of every wait that the server did not ask for. @default 8_000 */
  maxDelay?: number | undefined;
  /** Milliseconds: a `Retry-After` beyond this ends the call at once with an error that has it. @default 60_000 */
  maxRetryAfter?: number | undefined;
  /**
   * Retries that the client may have open on top of what succeeds. Each takes one, a success gives back what its call
   * took and a twentieth more. So a server that is down gets at most this many requests more than calls. @default 5
   */
  budget?: number | undefined;
}

/** {@link RetryOptions} with every default filled in. */
export type RetryLimits = { readonly [K in keyof RetryOptions]-?: number };

/** Everything that the decision follows from besides the call itself. */
export interface RetryPolicy extends RetryLimits {
  readonly maxRetries: number;
  /** 0 inclusive to 1 exclusive. */
  readonly random: () => number;
}

/** Where a call stands after an attempt. */
export interface Attempt {
  /** Retries of the call so far, without the free one. */
  readonly retries: number;
  /** Whether sending twice does no more than sending once (RFC 9110 section 9.2.2). */
  readonly idempotent: boolean;
  /** Whether the free retry of a closed connection is still there. */
  readonly free: boolean;
  /** Retries left in the client's budget. */
  readonly budget: number;
  /** Milliseconds left of `totalTimeout`. */
  readonly remaining: number;
}

/** How an attempt failed. */
export interface Outcome {
  /** Whether the same request can succeed later. */
  readonly retryable: boolean;
  /** Whether a kept-alive connection turned out to be closed: nobody has seen the request. */
  readonly closed: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** Whether it is a 429: the server is up, and says when it has time again. */
  readonly limited: boolean;
}

/** Try again. */
export interface Again {
  /** Milliseconds until then. */
  readonly wait: number;
  /** What it takes from the budget. */
  readonly cost: number;
  /** Whether this is the one retry of a closed connection, which counts nowhere. */
  readonly free: boolean;
}

/**
 * Whether to try again, and when; undefined is "stop". The README's retry table is this function, and a test of every cell holds them together.
 *
 * The wait is full jitter: evenly spread from 0 to `min(maxDelay, baseDelay * 2 ** retries)`, so that clients that failed
 * together do not come back together. What the server asked for comes on top. A 429 that says when to come back costs the
 * budget nothing: that server is not down. A 503 does.
 */
export function decide(attempt: Attempt, outcome: Outcome, policy: RetryPolicy): Again | undefined {
  if (!outcome.retryable || !attempt.idempotent) return undefined;
  if (outcome.closed && attempt.free) return { wait: 0, cost: 0, free: true };
  const asked = outcome.retryAfterMs ?? 0;
  const cost = Number(!outcome.limited || outcome.retryAfterMs === undefined);
  const wait = asked + policy.random() * Math.min(policy.maxDelay, policy.baseDelay * 2 ** attempt.retries);
  const stop =
    attempt.retries >= policy.maxRetries ||
    asked > policy.maxRetryAfter ||
    cost > attempt.budget ||
    // Timers may ring a millisecond early: a call whose time is up has no time left, whatever the clock says.
    wait + 1 > attempt.remaining;
  return stop ? undefined : { wait, cost, free: false };
}

/**
 * Milliseconds that a `Retry-After` asks for: whole seconds, or an HTTP date measured against the answer's own `Date`, so
 * that neither clock has to be right. Undefined when there is none, or it is neither.
 */
export function retryAfterOf(headers: Headers): number | undefined {
  // A header that is missing is null, which is no number and no date either.
  const value = headers.get("retry-after") as string;
  // Bounded, for such a wait is refused anyway, and must not become Infinity in an error's JSON.
  if (/^\d+$/.test(value)) return Math.min(+value * 1_000, 1e15);
  const until = httpDate(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - (httpDate(headers.get("date") as string) || Date.now()));
}

/** RFC 9110 section 5.6.7. Only with its GMT: engines read anything else as they like, and as local time. */
function httpDate(text: string): number {
  return Date.parse(/\d GMT$/.test(text) ? text : "");
}
