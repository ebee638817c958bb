import type { OperationId } from "@chatbase-kit/contract/operations";
import { ErrorMessage } from "@chatbase-kit/contract/schemas";
import { readJson } from "./body.ts";
import { withinLimits } from "./deadline.ts";
import { ChatbaseError } from "./errors/base.ts";
import { AbortedError, ConnectionError, TimeoutError } from "./errors/connection-errors.ts";
import { contractError, describe, detailsOf, type Exchange, refusalError } from "./errors/from-exchange.ts";
import type { FetchInit, ResolvedOptions } from "./options.ts";
import { safeCause, safeText } from "./redact.ts";

/** One call of one operation, as the spec names its parts. */
export interface Call {
  readonly operation: { readonly operationId: OperationId; readonly method: string; readonly path: string };
  /** Query parameters in the order in which they go out; undefined ones stay out. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal | undefined;
}

/** A success: its body, parsed but not yet validated, and what errors about it may say. */
export interface Answer {
  readonly body: unknown;
  readonly exchange: Exchange;
}

/** Sends a call. Everything that is to happen around attempts wraps this type. */
export type Send = (call: Call) => Promise<Answer>;

interface Attempt {
  readonly options: ResolvedOptions;
  readonly url: URL;
  readonly exchange: Exchange;
  /** Texts that must not be read in an error. */
  readonly secrets: readonly string[];
}

/**
 * One attempt, from URL to parsed JSON. It does not know what an operation means and it never tries again.
 *
 * The returned function throws `ApiError`, `ContractError`, `ConnectionError`, `TimeoutError` or `AbortedError`.
 */
export function createTransport(options: ResolvedOptions): Send {
  return async (call) => {
    const attempt = prepare(options, call);
    const { exchange } = attempt;
    const late = `was not answered within ${options.timeout} ms. Raise timeout, or ask for a smaller size.`;
    const limits = {
      timeout: options.timeout,
      signal: call.signal,
      onTimeout: () => new TimeoutError(`${describe(exchange)} ${late}`, exchange),
      onAbort: (cause: unknown) =>
        new AbortedError(`${describe(exchange)} was aborted by your signal.`, { ...exchange, cause }),
    };
    try {
      return await withinLimits(limits, (signal) => send(attempt, signal));
    } catch (error) {
      if (error instanceof ChatbaseError) throw error;
      throw connectionError(attempt, error);
    }
  };
}

function prepare(options: ResolvedOptions, { operation, query }: Call): Attempt {
  const url = new URL(options.baseUrl + operation.path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.append(name, value);
  }
  const exchange = { operationId: operation.operationId, method: operation.method, path: url.pathname };
  return { options, url, exchange, secrets: [options.apiKey, url.search] };
}

async function send(attempt: Attempt, signal: AbortSignal): Promise<Answer> {
  const { options, url, secrets } = attempt;
  const init: FetchInit = {
    method: attempt.exchange.method,
    headers: { accept: "application/json", authorization: `Bearer ${options.apiKey}` },
    redirect: "manual",
    signal,
  };
  const response = await options.fetch(url.href, init);
  const exchange = { ...attempt.exchange, status: response.status, requestId: requestIdOf(response) };

  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    throw contractError(exchange, "", redirectProblem(response, url));
  }
  if (response.status >= 400) {
    const said = await messageOf(response, exchange, options.maxResponseBytes);
    throw refusalError(exchange, response.status, said === undefined ? undefined : safeText(said, secrets));
  }
  if (response.status !== 200) throw contractError(exchange, "", `expected status 200, got ${response.status}`);
  return { body: await readJson(response, exchange, options.maxResponseBytes), exchange };
}

/** The server's words about a refusal. The status says enough when they cannot be had. */
async function messageOf(response: Response, exchange: Exchange, maxBytes: number): Promise<string | undefined> {
  try {
    return ErrorMessage.safeParse(await readJson(response, exchange, maxBytes)).data?.message;
  } catch {
    return undefined;
  }
}

function redirectProblem(response: Response, from: URL): string {
  const location = response.headers.get("location");
  // Browsers hide where it leads. The origin is enough to see a missing "www." or "s"; the rest may hold the query.
  const target = location !== null && URL.canParse(location, from) ? ` to ${new URL(location, from).origin}` : "";
  return `the server redirects${target}, and the key is not sent along. Set baseUrl to the final address`;
}

function requestIdOf(response: Response): string | undefined {
  const id = response.headers.get("x-request-id");
  return id !== null && /^[\x21-\x7e]{1,128}$/.test(id) ? id : undefined;
}

function connectionError({ url, exchange, secrets }: Attempt, error: unknown): ConnectionError {
  const remedy = "Check the network, baseUrl and any proxy, then try again.";
  const message = `${describe(exchange)} got no complete answer from ${url.origin}. ${remedy}`;
  return new ConnectionError(message, { ...detailsOf(exchange), cause: safeCause(error, secrets) });
}
