import { ChatbaseError, type ErrorDetails } from "./base.ts";

/** Names of {@link ApiError} and its subclasses. */
export type ApiErrorName =
  | "ApiError"
  | "BadRequestError"
  | "AuthenticationError"
  | "NotFoundError"
  | "RateLimitError"
  | "ServerError";

/** Statuses that say "not now" and not "never". A test holds them against the README. */
export const retryableStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];

/** The server refused: any status from 400 on. The common ones have a subclass. */
export class ApiError extends ChatbaseError {
  /** HTTP status, from 400 on. */
  declare readonly status: number;
  /**
   * Milliseconds that the server asks to wait, from its `Retry-After` header (RFC 9110 section 10.2.3); undefined when it
   * sent none. A date is measured against the `Date` of the same answer, so a wrong clock on either side does no harm.
   */
  declare readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    details: ErrorDetails & { readonly status: number; readonly retryAfterMs?: number | undefined },
  ) {
    super(message, details);
    this.retryAfterMs = details.retryAfterMs;
  }

  override get name(): ApiErrorName {
    return "ApiError";
  }

  override get retryable(): boolean {
    return retryableStatuses.includes(this.status);
  }
}

/** 400: the server does not accept a parameter. */
export class BadRequestError extends ApiError {
  override get name(): "BadRequestError" {
    return "BadRequestError";
  }
}

/** 401: the key is missing, unknown, expired or revoked. */
export class AuthenticationError extends ApiError {
  override get name(): "AuthenticationError" {
    return "AuthenticationError";
  }
}

/** 404: there is no such chatbot, or it belongs to another account. */
export class NotFoundError extends ApiError {
  override get name(): "NotFoundError" {
    return "NotFoundError";
  }
}

/**
 * 429: too many requests. Not in the spec, but what servers and proxies answer (RFC 6585 section 4). It comes up when the
 * retries are used up, and at once when the server asks to wait longer than `retry.maxRetryAfter`: see `retryAfterMs`.
 */
export class RateLimitError extends ApiError {
  override get name(): "RateLimitError" {
    return "RateLimitError";
  }
}

/** 500 and more: the server, or something in front of it, failed. */
export class ServerError extends ApiError {
  override get name(): "ServerError" {
    return "ServerError";
  }
}
