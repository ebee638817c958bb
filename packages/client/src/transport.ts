import type { ErrorMessage, OperationId } from "@chatbase-kit/contract/operations";
import { readJson } from "./body.ts";
import { withinLimits } from "./deadline.ts";
import { ArgumentError } from "./errors/argument-error.ts";
import { ChatbaseError } from "./errors/base.ts";
import { AbortedError, TimeoutError } from "./errors/connection-errors.ts";
import {
  connectionError,
  contractError,
  detailsOf,
  type Exchange,
  refusalError,
  type Subject,
  sentence,
} from "./errors/from-exchange.ts";
import { safeCause, safeText } from "./redact.ts";
import { checkKey, type ResolvedCall } from "./resolve-options.ts";
import { retryAfterOf } from "./retry.ts";

/** One call of one operation, as the spec names its parts. */
export interface Call {
  readonly operation: { readonly operationId: OperationId; readonly method: string; readonly path: string };
  /** Query parameters in the order in which they go out; undefined ones stay out. */
  readonly query: Readonly<Record<string, string | number | undefined>>;
  readonly options: Omit<ResolvedCall, "signal">;
  /** Of the call; in a walk it is the walk's own, which also ends when the loop is left. */
  readonly signal: AbortSignal | undefined;
}

/** A success: its body, parsed but not yet validated, what it came in, and what errors about it may say. */
export interface Answer {
  readonly body: unknown;
  readonly response: Response;
  readonly exchange: Exchange;
}

/** What is known of an answer before its body. */
export interface Head {
  readonly status: number;
  readonly requestId: string | undefined;
}

/** One request of a call. */
export interface Attempt {
  readonly url: string;
  readonly options: Call["options"];
  readonly signal: Call["signal"];
  readonly exchange: Exchange;
  /** Milliseconds that `totalTimeout` leaves. */
  readonly remaining: number;
  /** Headers that go out besides the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Called as soon as the head of the answer is there; writes it into the exchange. */
  readonly onHead: (head: Head) => void;
}

/** Where a call goes. */
export function urlOf({ operation, query, options }: Call): string {
  let search = "";
  for (const name in query) {
    const value = query[name];
    if (value !== undefined) search += `&${name}=${encodeURIComponent(value)}`;
  }
  // As text: the two are written as a URL would write them, and every call passes here.
  return `${options.baseUrl}${operation.path}?${search.slice(1)}`;
}

/**
 * Sends one request and reads its answer, up to parsed JSON. It does not know what an operation means, and never tries
 * again.
 *
 * @throws ApiError, ContractError, ConnectionError, TimeoutError, AbortedError; ArgumentError when `apiKey` gives no key
 */
export function sendOnce(attempt: Attempt): Promise<Answer> {
  const { signal, remaining, options, exchange } = attempt;
  const limit = remaining < options.timeout ? "totalTimeout" : "timeout";
  const errorOf = (late: boolean) =>
    late
      ? new TimeoutError(
          sentence(exchange, `was not answered within ${options[limit]} ms. Raise ${limit} or ask for a smaller size.`),
          detailsOf(exchange),
        )
      : abortedError(exchange, signal?.reason);
  return withinLimits(Math.min(remaining, options.timeout), signal, errorOf, (own) => exchangeOnce(attempt, own));
}

/** The error of a call whose signal was aborted; `cause` is the signal's reason. */
export function abortedError(subject: Subject, cause: unknown): AbortedError {
  return new AbortedError(sentence(subject, "was aborted by your signal."), { ...detailsOf(subject), cause });
}

async function exchangeOnce(attempt: Attempt, signal: AbortSignal): Promise<Answer> {
  const { url, options, exchange } = attempt;
  const { apiKey, maxResponseBytes } = options;
  const key = typeof apiKey === "string" ? apiKey : await keyFrom(apiKey);
  // A value as short as that is no secret, and would be found in every word.
  const secrets = () =>
    [key, url.slice(url.indexOf("?")), ...Object.values(options.headers)].filter((text) => text.length > 3);
  try {
    const headers = { ...attempt.headers, authorization: `Bearer ${key}` };
    const response = await options.fetch(url, { signal, redirect: "manual", method: exchange.method, headers });
    const { status } = response;
    attempt.onHead({ status, requestId: requestIdOf(response, key) });
    if (status >= 400) {
      // The status says enough when the server's words cannot be had.
      const body = await readJson(response, exchange, maxResponseBytes).catch(() => undefined);
      const { message } = Object(body) as { [K in keyof ErrorMessage]?: unknown };
      throw refusalError(
        exchange,
        status,
        typeof message === "string" ? safeText(message, secrets()) : undefined,
        retryAfterOf(response.headers),
      );
    }
    // Browsers hide a redirect as status 0 (Fetch standard, "opaque-redirect filtered response").
    if (!status || status >= 300) throw contractError(exchange, "", redirectProblem(response, url));
    if (status !== 200) throw contractError(exchange, "", `expected status 200, got ${status}`);
    return { body: await readJson(response, exchange, maxResponseBytes), response, exchange };
  } catch (error) {
    if (error instanceof ChatbaseError) throw error;
    throw connectionError(exchange, new URL(url).origin, safeCause(error, secrets()));
  }
}

async function keyFrom(give: () => string | Promise<string>): Promise<string> {
  let key: unknown;
  try {
    key = await give();
  } catch (cause) {
    throw new ArgumentError("apiKey", "your function failed", { cause });
  }
  return checkKey("apiKey", key) as string;
}

function redirectProblem(response: Response, from: string): string {
  const location = response.headers.get("location");
  // Browsers hide where it leads. The origin is enough to see a missing "www." or "s"; the rest may hold the query.
  const target = location && URL.canParse(location, from) ? ` to ${new URL(location, from).origin}` : "";
  return `the server redirects${target}. Correct baseUrl`;
}

/** Undefined when it is no id that can be quoted. */
function requestIdOf({ headers }: Response, key: string): string | undefined {
  return /^[!-~]{1,128}$/.exec((headers.get("x-request-id") ?? "").replace(key, ""))?.[0];
}
