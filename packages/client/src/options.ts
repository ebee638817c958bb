import { productionUrl } from "@chatbase-kit/contract/operations";
import { kindOf, knownNames, wholeNumber } from "./arguments.ts";
import { ArgumentError } from "./errors/argument-error.ts";

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

/** Options of {@link createClient}. */
export interface ClientOptions {
  /** The API key alone, without `Bearer`. Goes into the `Authorization` header (RFC 6750 section 2.1), nowhere else. */
  apiKey: string;
  /**
   * Where the API is: http or https, with the base path, without query or fragment.
   *
   * @default "https://www.chatbase.co/api/v1", the spec's `servers[0].url`
   */
  baseUrl?: string | undefined;
  /**
   * Sends the requests. Give your own for a proxy, for a runtime without a global one, or in tests.
   *
   * @default globalThis.fetch, looked up at each request
   */
  fetch?: FetchFunction | undefined;
  /**
   * Milliseconds from sending a request to the last byte of its answer, 1 to 2147483647. For each request, not for a
   * whole walk.
   *
   * @default 30_000
   */
  timeout?: number | undefined;
  /**
   * Largest answer that is read, in bytes after decompression, 1 to 2147483647.
   *
   * @default 10_485_760, which is 10 MiB
   */
  maxResponseBytes?: number | undefined;
}

/** Options with every default filled in and every value checked. */
export interface ResolvedOptions {
  readonly apiKey: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: FetchFunction;
  readonly timeout: number;
  readonly maxResponseBytes: number;
}

/** Defaults, named here once. A test holds them against the README. */
export const defaults = { baseUrl: productionUrl, timeout: 30_000, maxResponseBytes: 10 * 1024 * 1024 };

// Timers hold 31 bits: one millisecond more and they fire at once.
const maxInt32 = 2 ** 31 - 1;

const names = {
  apiKey: true,
  baseUrl: true,
  fetch: true,
  timeout: true,
  maxResponseBytes: true,
} as const satisfies Record<keyof ClientOptions, true>;

/**
 * Checks the options and fills in the defaults.
 *
 * @throws ArgumentError naming the option and the remedy
 */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  knownNames("createClient", options, names);
  return {
    apiKey: checkKey(options.apiKey),
    baseUrl: checkBaseUrl(options.baseUrl),
    fetch: checkFetch(options.fetch),
    timeout: wholeNumber("timeout", options.timeout, maxInt32) ?? defaults.timeout,
    maxResponseBytes: wholeNumber("maxResponseBytes", options.maxResponseBytes, maxInt32) ?? defaults.maxResponseBytes,
  };
}

function checkKey(key: unknown): string {
  if (typeof key !== "string" || key === "") {
    throw new ArgumentError("apiKey", `expected your API key, got ${kindOf(key)}. Is the variable that holds it set?`);
  }
  // A header takes more than this, but a key with a space, a line end or a letter outside ASCII was copied wrongly.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    const remedy = "Give the key alone: no Bearer in front, no quotes, spaces or line end around it";
    throw new ArgumentError("apiKey", `has a space, a control character or a character outside ASCII. ${remedy}`);
  }
  return key;
}

function checkBaseUrl(given: unknown): string {
  // Only undefined means the default: a null that was meant to be a URL must not send the key to production.
  if (given === undefined) return defaults.baseUrl;
  if (typeof given !== "string") throw badBaseUrl(`got ${kindOf(given)}`);
  if (!URL.canParse(given)) throw badBaseUrl("is not a complete URL");
  const url = new URL(given);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw badBaseUrl("is neither http nor https");
  if (url.username !== "" || url.password !== "")
    throw badBaseUrl("has a user name or password in it; the key goes into apiKey");
  if (/[?#]/.test(given)) throw badBaseUrl("has a query or a fragment");
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function badBaseUrl(problem: string): ArgumentError {
  return new ArgumentError("baseUrl", `${problem}. Expected a URL like ${defaults.baseUrl}`);
}

function checkFetch(given: unknown): FetchFunction {
  // Looked up late, so that a tool that replaces the global (a tracer, a test) is seen.
  if (given === undefined) return (url, init) => globalThis.fetch(url, init);
  if (typeof given !== "function") throw new ArgumentError("fetch", `expected a function, got ${kindOf(given)}`);
  return given as FetchFunction;
}
