import type { OperationId } from "@chatbase-kit/contract/operations";

/** What an error can say about the call that failed, besides its message. */
export interface ErrorDetails {
  /** Operation of the spec that was called; absent when nothing was called yet. */
  readonly operationId?: OperationId | undefined;
  /** HTTP status, when an answer arrived. */
  readonly status?: number | undefined;
  /** Value of the `x-request-id` response header: quote it when you ask the server's operator. */
  readonly requestId?: string | undefined;
  /** Requests that were sent for the call. @default 0 */
  readonly attempts?: number | undefined;
  /** What was thrown below. */
  readonly cause?: unknown;
}

/**
 * Base of every error that this package throws: `error instanceof ChatbaseError` catches them all.
 *
 * Messages and enumerable fields hold neither the key, nor the query, nor anything of a lead: an error can be logged.
 */
export class ChatbaseError extends Error {
  /** Operation of the spec that was called, such as `getLeads`; undefined when nothing was called yet. */
  declare readonly operationId: OperationId | undefined;
  /** HTTP status, when an answer arrived. */
  declare readonly status: number | undefined;
  /** Value of the `x-request-id` response header, when there was one. */
  declare readonly requestId: string | undefined;
  /** Requests that were sent for the call, retries included; 0 when it failed before the first. */
  declare readonly attempts: number;

  constructor(message: string, details: ErrorDetails = {}) {
    // An undefined cause would be shown as one.
    super(message, details.cause === undefined ? {} : details);
    this.operationId = details.operationId;
    this.status = details.status;
    this.requestId = details.requestId;
    this.attempts = details.attempts ?? 0;
  }

  // On the prototype and not a field: the engine writes the stack's first line before fields exist.
  override get name(): string {
    return "ChatbaseError";
  }

  /** Whether the same call can succeed later, unchanged. The client has used up its own retries by then. */
  get retryable(): boolean {
    return false;
  }

  /** Name, message and the fields above. The stack and the cause stay out: they are not ours to vouch for. */
  toJSON(): Record<string, unknown> {
    const { name, message, retryable } = this;
    return Object.assign<Record<string, unknown>, this>({ name, message, retryable }, this);
  }
}
