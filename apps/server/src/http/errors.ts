/**
 * Every answer of this server that is not a success, as data. docs/errors.md lists the same table; a test holds one against
 * the other. Texts without a note are the documented ones of the real API.
 */
export const errorReasons = {
  malformed_request: { status: 400, message: "Malformed HTTP request." },
  invalid_host: { status: 400, message: "Exactly one valid Host header is required." },
  invalid_parameter: { status: 400, message: "Invalid request data: {detail}" },
  missing_key: { status: 401, message: "No API key provided." },
  invalid_key: { status: 401, message: "Invalid API key." },
  missing_token: { status: 401, message: "No admin token provided." },
  invalid_token: { status: 401, message: "Invalid admin token." },
  not_this_machine: { status: 403, message: "The admin API answers requests from this machine only." },
  not_found: { status: 404, message: "Resource not found" },
  method_not_allowed: { status: 405, message: "Method not allowed." },
  request_timeout: { status: 408, message: "The request took too long to arrive." },
  conflict: { status: 409, message: "Conflict: {detail}" },
  body_too_large: { status: 413, message: "The request body is too large." },
  target_too_long: { status: 414, message: "The request target is too long." },
  unsupported_type: { status: 415, message: "The request body must be {detail}." },
  misdirected: { status: 421, message: "This server does not answer for that host." },
  rate_limited: { status: 429, message: "Too many requests." },
  too_many_invalid_keys: { status: 429, message: "Too many invalid API keys." },
  too_many_invalid_tokens: { status: 429, message: "Too many invalid admin tokens." },
  headers_too_large: { status: 431, message: "The request headers are too large." },
  internal: { status: 500, message: "Internal server error" },
  unsupported_store: { status: 501, message: "Not available with this store: {detail}" },
  unavailable: { status: 503, message: "The server cannot answer at the moment." },
  overloaded: { status: 503, message: "The server is busy." },
  draining: { status: 503, message: "The server is shutting down." },
} as const;

/** Why a request is refused: a key of the table. */
export type ErrorReason = keyof typeof errorReasons;

/** Refuses the request that is being handled. Thrown anywhere below a route; http/error-handler.ts answers it. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly reason: ErrorReason;
  readonly status: number;
  /** When to try again, for a 429 or 503: in so many seconds. */
  readonly retryAfter: number;

  /** @param detail what is wrong and how to mend it, for reasons whose text has a place for it; never a value that was sent. */
  constructor(reason: ErrorReason, detail = "", retryAfter = 1) {
    const { status, message } = errorReasons[reason];
    super(message.replace("{detail}", () => detail));
    this.reason = reason;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
