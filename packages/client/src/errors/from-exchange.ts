import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  RateLimitError,
  ServerError,
} from "./api-errors.ts";
import type { ErrorDetails } from "./base.ts";
import { ConnectionError } from "./connection-errors.ts";
import { ContractError } from "./contract-errors.ts";
import type { CallEvent } from "../hooks.ts";

/** One attempt and, once it has arrived, the head of its answer: all that an error or an event may say about it. */
export interface Exchange extends CallEvent {
  readonly status: number | undefined;
  readonly requestId?: string | undefined;
}

/** What an error is about: an exchange, or a walk, which is many of them. */
export type Subject = Pick<CallEvent, "operationId" | "method" | "path"> & Partial<Exchange>;

/** Status -> class, and what to do next. 500 stands for all from there on (RFC 9110 section 15: what is no status, from 600, is taken for one of 5xx). Held against the README's table by a test. */
export const refusals: Readonly<Record<number, readonly [type: typeof ApiError, next: string]>> = {
  400: [BadRequestError, "Correct the parameters."],
  401: [AuthenticationError, "Check apiKey and baseUrl."],
  404: [NotFoundError, "Check chatbotId, its account, and the path of baseUrl."],
  429: [RateLimitError, "Send fewer at a time."],
  500: [ServerError, "Try again later."],
};

/** The error for a status from 400 on. `said` is the server's own message, when it sent one. */
export function refusalError(
  exchange: Exchange,
  status: number,
  said: string | undefined,
  retryAfterMs: number | undefined,
): ApiError {
  const [type, next] = refusals[Math.min(status, 500)] ?? [ApiError, "Check baseUrl and any proxy."];
  const answer = `answered ${status} (${JSON.stringify(said) ?? "no message"})`;
  return new type(sentence(exchange, `${answer}. ${next}`), { ...detailsOf(exchange), status, retryAfterMs });
}

/** The error for an answer that is not what the spec promises. `difference` must not hold a value from the answer. */
export function contractError(exchange: Exchange, pointer: string, difference: string, cause?: unknown): ContractError {
  const where = pointer && ` at ${pointer}`;
  return new ContractError(sentence(exchange, `broke the contract${where}: ${difference}.`), pointer, {
    ...detailsOf(exchange),
    cause,
  });
}

/** The error for an answer that did not arrive, or not all of it. `cause` must hold no secret. */
export function connectionError(exchange: Exchange, origin: string, cause: unknown): ConnectionError {
  const message = `got no complete answer from ${origin}. Check the network, baseUrl and any proxy.`;
  return new ConnectionError(sentence(exchange, message), { ...detailsOf(exchange), cause });
}

/** `GET /api/v1/get-leads` and what became of it; what to quote, and how often it was tried. */
export function sentence({ method, path, requestId, attempt }: Subject, text: string): string {
  const quote = requestId ? ` Request id: ${requestId}.` : "";
  return `${method} ${path} ${text}${quote}${(attempt as number) > 1 ? ` Sent ${attempt} times.` : ""}`;
}

/** The part of it that errors carry as fields. */
export function detailsOf({ operationId, status, requestId, attempt }: Subject): ErrorDetails {
  return { operationId, status, requestId, attempts: attempt };
}
