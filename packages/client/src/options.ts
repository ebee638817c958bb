import type { Hooks, Logger } from "./hooks.ts";
import type { RetryOptions } from "./retry.ts";

/** What the client passes to {@link FetchFunction}: a subset of the standard's `RequestInit`. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  /** Always `manual`: the key must not follow a redirect to another host. */
  redirect: "manual";
  signal: AbortSignal;
}

/** The `fetch` of the Fetch standard, or anything that can stand in for it. */
export type FetchFunction = (url: string, init: FetchInit) => Promise<Response>;

/**
 * What is done about a lead that is not as the spec says. `true`: the page is refused with a `ContractError`. `"warn"`: the
 * lead is given with the values that the server sent, and the logger is told where they differ. `false`: nobody looks. In all three a lead
 * needs an `id`, and `null` is a missing value.
 */
export type Validate = boolean | "warn";

/** Options of {@link createClient}, each with its default. */
export interface ClientOptions {
  /**
   * The API key alone, without `Bearer`, or a function that gets it; the function is called before each request. Goes into
   * the `Authorization` header (RFC 6750 section 2.1), nowhere else.
   *
   * @default the environment's CHATBASE_API_KEY
   */
  apiKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * Where the API is: http or https, with the base path, without query or fragment.
   *
   * @default the environment's CHATBASE_BASE_URL, else "https://www.chatbase.co/api/v1", the spec's `servers[0].url`
   */
  baseUrl?: string | undefined;
  /**
   * Milliseconds from sending a request to the last byte of its answer, 1 to 2147483647.
   *
   * @default 30_000
   */
  timeout?: number | undefined;
  /**
   * Milliseconds for a call with all its attempts and the waits between them, 1 to 2147483647. A walk is one call for each
   * page.
   *
   * @default 120_000
   */
  totalTimeout?: number | undefined;
  /** How often a failed call is tried again, 0 to 100. See the retry table in the README. @default 3 */
  maxRetries?: number | undefined;
  /** The waits between attempts, and how many are spent on a server that is down. */
  retry?: RetryOptions | undefined;
  /**
   * Sends the requests. Give your own for a proxy, for a runtime without a global one, or in tests.
   *
   * @default globalThis.fetch, looked up at each request
   */
  fetch?: FetchFunction | undefined;
  /** Functions that watch calls: for traces, metrics and logs of your own. @default none */
  hooks?: Hooks | undefined;
  /** Where answers (debug) and retries (warn) are written, such as `console`. @default nowhere */
  logger?: Logger | undefined;
  /** The `User-Agent` header. Browsers keep their own. @default the runtime's own */
  userAgent?: string | undefined;
  /** What is done about a lead that is not as the spec says. @default true */
  validate?: Validate | undefined;
  /**
   * Largest answer that is read, in bytes after decompression, 1 to 2147483647.
   *
   * @default 10_485_760, which is 10 MiB
   */
  maxResponseBytes?: number | undefined;
}

/** Options of one call; they win over those of the client. */
export interface CallOptions {
  /** Ends the call or the walk with an `AbortedError`, within the moment. @default none */
  signal?: AbortSignal | undefined;
  /** As in {@link ClientOptions}. @default the client's */
  timeout?: number | undefined;
  /** As in {@link ClientOptions}. @default the client's */
  maxRetries?: number | undefined;
  /** More request headers. Not `authorization`: the key has its own option. @default none */
  headers?: Readonly<Record<string, string>> | undefined;
}
