import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  RateLimitError,
  ServerError,
} from "./api-errors.ts";
import type { ErrorDetails } from "./base.ts";
import { ContractError } from "./contract-errors.ts";

/** One request and, once it has arrived, the head of its answer: all that an error may say about a call. */
export interface Exchange extends Pick<ErrorDetails, "operationId" | "status" | "requestId"> {
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
export function refusalError(exchange: Exchange, status: number, said: string | undefined): ApiError {
  const fallback = status >= 500 && status < 600 ? serverRefusal : otherRefusal;
  const { type, next } = refusals.get(status) ?? fallback;
  const message = said === undefined ? "no message" : JSON.stringify(said);
  return new type(`${describe(exchange)} answered ${status} (${message}). ${next}${quote(exchange)}`, {
    ...detailsOf(exchange),
    status,
  });
}

/** The error for an answer that is not what the spec promises. `difference` must not hold a value from the answer. */
export function contractError(exchange: Exchange, pointer: string, difference: string, cause?: unknown): ContractError {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  const message = `${describe(exchange)} broke the contract${where}: ${difference}.${quote(exchange)}`;
  return new ContractError(message, pointer, { ...detailsOf(exchange), cause });
}

/** `GET /api/v1/get-leads` */
export function describe(exchange: Exchange): string {
  return `${exchange.method} ${exchange.path}`;
}

/** The part of an exchange that errors carry as fields. */
export function detailsOf({ operationId, status, requestId }: Exchange): ErrorDetails {
  return { operationId, status, requestId };
}

function quote({ requestId }: Exchange): string {
  return requestId === undefined ? "" : ` Request id: ${requestId}.`;
}
