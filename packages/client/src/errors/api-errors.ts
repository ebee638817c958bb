import { ChatbaseError, type ErrorDetails } from "./base.ts";

/** Names of {@link ApiError} and its subclasses. */
export type ApiErrorName =
  | "ApiError"
  | "BadRequestError"
  | "AuthenticationError"
  | "NotFoundError"
  | "RateLimitError"
  | "ServerError";

/** The server refused: any status from 400 on. The common ones have a subclass. */
export class ApiError extends ChatbaseError {
  /** HTTP status, 400 to 599. */
  override readonly status: number;

  constructor(message: string, details: ErrorDetails & { readonly status: number }) {
    super(message, details);
    this.status = details.status;
  }

  override get name(): ApiErrorName {
    return "ApiError";
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

/** 429: too many requests. Not in the spec, but what servers and proxies answer (RFC 6585 section 4). */
export class RateLimitError extends ApiError {
  override get name(): "RateLimitError" {
    return "RateLimitError";
  }
}

/** 500 to 599: the server, or something in front of it, failed. */
export class ServerError extends ApiError {
  override get name(): "ServerError" {
    return "ServerError";
  }
}
