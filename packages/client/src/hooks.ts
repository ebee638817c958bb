import type { OperationId } from "@chatbase-kit/contract/operations";

/** What every event says about its call. No query, no key and nothing of a lead: events can be logged. */
export interface CallEvent {
  /** Number of the call, the same in all its events; counted from 1 by each client and the copies made of it. */
  readonly callId: number;
  readonly operationId: OperationId;
  readonly method: string;
  /** Path of the URL, without the query. */
  readonly path: string;
  /** Which request of the call this is about, from 1. */
  readonly attempt: number;
}

/** A request is about to be sent. */
export interface RequestEvent extends CallEvent {
  /** Headers that go out, all but the key. Yours to change: put a trace context in. */
  readonly headers: Record<string, string>;
}

/** The head of an answer has arrived. */
export interface ResponseEvent extends CallEvent {
  readonly status: number;
  readonly requestId: string | undefined;
  /** Milliseconds since the request was sent. */
  readonly duration: number;
}

/** An attempt failed, and another one follows. */
export interface RetryEvent extends CallEvent {
  /** Milliseconds until the next attempt. */
  readonly delay: number;
  /** What the attempt failed with: a `ChatbaseError`. */
  readonly error: Error;
}

/** The call is over. */
export interface SettledEvent extends CallEvent {
  /** Requests that were sent. */
  readonly attempts: number;
  /** Milliseconds of the whole call, waits included. */
  readonly duration: number;
  /** Status of the answer to the last request; undefined when it got none. */
  readonly status: number | undefined;
  /** What the call failed with, a `ChatbaseError`; undefined when it succeeded. */
  readonly error: Error | undefined;
}

/**
 * Functions that watch calls. A walk is one call for each page. They are called one after the other and not awaited; what
 * they throw, or reject with, goes to the `logger` and never into the call.
 */
export interface Hooks {
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  onRetry?: ((event: RetryEvent) => unknown) | undefined;
  onSettled?: ((event: SettledEvent) => unknown) | undefined;
}

/**
 * Where a client writes; `console` is one. The text has no key and no personal data in it, and neither have the fields. What
 * is missing is not called. It must not throw: nothing catches that.
 */
export interface Logger {
  /** Each answer. */
  debug?(text: string, fields: object): void;
  /** Each retry, each difference that `validate: "warn"` lets pass, and each hook that failed. */
  warn?(text: string, fields: object): void;
}

/** The type of each hook's event. */
interface Events {
  onRequest: RequestEvent;
  onResponse: ResponseEvent;
  onRetry: RetryEvent;
  onSettled: SettledEvent;
}

/** The part of the options that watches. */
export interface Watchers {
  readonly hooks: Hooks;
  readonly logger: Logger | undefined;
}

/** Tells a hook, if there is one; only then is its event made. An async function around it catches what it throws at once and what it rejects with later. */
export function notify<Name extends keyof Events>(
  { hooks, logger }: Watchers,
  name: Name,
  event: () => Events[Name],
): void {
  const hook = hooks[name] as ((event: Events[Name]) => unknown) | undefined;
  if (!hook) return;
  const tell = async () => hook(event());
  tell().catch((error: unknown) => logger?.warn?.(`${name} failed`, { error }));
}
