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

/** One call and, once it has arrived, the head of its answer: all that an error may say about it. */
export interface Exchange extends Omit<ErrorDetails, "cause"> {
  readonly method: string;
  /** Path of the URL. The query stays out of here: chatbot ids and dates do not belong in logs. */
  readonly path: string;
}

interface Refusal {
  readonly type: typeof ApiError;
  /** What to do next. */
  readonly next: string;
}

/** Status -> class and advice. Held against the README's table by a test. */
export const refusals: ReadonlyMap<number, Refusal> = new Map([
  [400, { type: BadRequestError, next: "Correct the parameters; the same request will fail again." }],
  [401, { type: AuthenticationError, next: "Check that apiKey is complete, current and meant for this baseUrl." }],
  [404, { type: NotFoundError, next: "Check chatbotId, that the key's account owns it, and the path of baseUrl." }],
  [429, { type: RateLimitError, next: "Wait before the next request and send fewer at a time." }],
]);

const serverRefusal: Refusal = { type: ServerError, next: "Try again later; if it stays, report it." };
const otherRefusal: Refusal = {
  type: ApiError,
  next: "The spec does not list this status: check baseUrl and any proxy.",
};

/** The error for a status from 400 on. `said` is the server's own message, when it sent one. */
export function refusalError(
  exchange: Exchange,
  status: number,
  said: string | undefined,
  retryAfterMs: number | undefined,
): ApiError {
  const fallback = status >= 500 && status < 600 ? serverRefusal : otherRefusal;
  const { type, next } = refusals.get(status) ?? fallback;
  const answer = `answered ${status} (${said === undefined ? "no message" : JSON.stringify(said)})`;
  return new type(sentence(exchange, `${answer}. ${next}`), { ...detailsOf(exchange), status, retryAfterMs });
}

/** The error for an answer that is not what the spec promises. `difference` must not hold a value from the answer. */
export function contractError(exchange: Exchange, pointer: string, difference: string, cause?: unknown): ContractError {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  const message = sentence(exchange, `broke the contract${where}: ${difference}.`);
  return new ContractError(message, pointer, { ...detailsOf(exchange), cause });
}

/** The error for an answer that did not arrive, or not all of it. `cause` must hold no secret. */
export function connectionError(exchange: Exchange, origin: string, cause: unknown): ConnectionError {
  const remedy = "Check the network, baseUrl and any proxy, then try again.";
  const message = sentence(exchange, `got no complete answer from ${origin}. ${remedy}`);
  return new ConnectionError(message, { ...detailsOf(exchange), cause });
}

/** `GET /api/v1/get-leads` and what became of it; what to quote, and how often it was tried. */
export function sentence({ method, path, requestId, attempts = 0 }: Exchange, text: string): string {
  const quote = requestId === undefined ? "" : ` Request id: ${requestId}.`;
  return `${method} ${path} ${text}${quote}${attempts > 1 ? ` Sent ${attempts} times.` : ""}`;
}

/** The part of an exchange that errors carry as fields. */
export function detailsOf({ operationId, status, requestId, attempts }: Exchange): ErrorDetails {
  return { operationId, status, requestId, attempts };
}
