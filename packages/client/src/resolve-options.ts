import { productionUrl } from "@chatbase-kit/contract/operations";
import { callable, type Checks, expecting, object, optional, resolve, wholeNumber } from "./arguments.ts";
import { environment } from "./environment.ts";
import type { Hooks, Logger } from "./hooks.ts";
import type { CallOptions, ClientOptions, FetchFunction, Validate } from "./options.ts";
import type { RetryLimits, RetryOptions } from "./retry.ts";

/** Options with every default filled in and every value checked. */
export interface ResolvedOptions {
  readonly apiKey: string | (() => string | Promise<string>);
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  readonly retry: RetryLimits;
  readonly fetch: FetchFunction;
  readonly hooks: Hooks;
  readonly logger: Logger | undefined;
  readonly userAgent: string | undefined;
  readonly validate: Validate;
  readonly maxResponseBytes: number;
}

/** The client's options with those of a call over them. */
export interface ResolvedCall extends ResolvedOptions {
  readonly signal: AbortSignal | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Defaults, named here once. A test holds them against the README. */
export const defaults = {
  baseUrl: productionUrl,
  timeout: 30_000,
  totalTimeout: 120_000,
  maxRetries: 3,
  retry: { baseDelay: 500, maxDelay: 8_000, maxRetryAfter: 60_000, budget: 5 },
  // Looked up late, so that a tool that replaces the global (a tracer, a test) is seen.
  fetch: (url: string, init: object) => globalThis.fetch(url, init),
  hooks: {},
  validate: true,
  maxResponseBytes: 10_485_760,
};

// Timers hold 31 bits: one millisecond more and they fire at once.
const maxInt32 = 2 ** 31 - 1;
const milliseconds = wholeNumber(1, maxInt32);
const delay = wholeNumber(0, maxInt32);

/** Never says what it was. A header takes more than this, but a key with a space or a line end in it was copied wrongly. */
export const checkKey = expecting(
  "your API key, without Bearer, quotes or spaces, here or in CHATBASE_API_KEY",
  (key) => typeof key === "string" && /^[!-~]+$/.test(key),
);
const baseUrl = expecting(
  `an http or https URL without password, query or fragment, like ${productionUrl}`,
  (url) => typeof url === "string" && /^https?:[^?#@]+$/i.test(url) && URL.canParse(url),
);
/** RFC 9110 section 5.1. */
const headerName = expecting("a header name, not authorization (use apiKey)", (name) =>
  /^(?!authorization$)[\w.!#$%&'*+^`|~-]+$/.test(name as string),
);
/** RFC 9110 section 5.5, and no more than every `fetch` takes: `!` to `~` are the visible characters of ASCII. */
const headerValue = expecting(
  "printable ASCII",
  (value) => typeof value === "string" && /^[!-~]([\t -~]*[!-~])?$/.test(value),
);
/** By what it can do: polyfills and other realms have their own class. */
const abortSignal = expecting(
  "an AbortSignal",
  (value) => typeof (value as Partial<AbortSignal> | null)?.addEventListener === "function",
);
const strictness = expecting('true, false or "warn"', (value) => [true, false, "warn"].includes(value as Validate));

const retryChecks: Checks<RetryOptions> = {
  baseDelay: delay,
  maxDelay: delay,
  maxRetryAfter: delay,
  budget: wholeNumber(0, 1_000),
};
const hook = optional(callable);
const hookChecks: Checks<Hooks> = { onRequest: hook, onResponse: hook, onRetry: hook, onSettled: hook };
const sharedChecks = { timeout: milliseconds, maxRetries: wholeNumber(0, 100) };

const clientChecks: Checks<ClientOptions> = {
  apiKey: (name, value) => (typeof value === "function" ? value : checkKey(name, value)),
  // Only undefined means the default: a null or "" that was meant to be a URL must not send the key to production.
  baseUrl: (name, value) => {
    const { origin, pathname } = new URL(baseUrl(name, value) as string);
    return origin + pathname.replace(/\/+$/, "");
  },
  ...sharedChecks,
  totalTimeout: milliseconds,
  retry: (name, value, base) => resolve(name, value as RetryOptions, retryChecks, base as RetryOptions),
  fetch: callable,
  hooks: (name, value) => resolve(name, value as Hooks, hookChecks, {}),
  logger: optional(object),
  userAgent: optional(headerValue),
  validate: strictness,
  maxResponseBytes: milliseconds,
};
const callChecks: Checks<CallOptions> = { signal: optional(abortSignal), ...sharedChecks, headers: checkHeaders };

/**
 * Checks the options and fills in what is missing: from `base` when a client is copied, else from the environment and the
 * defaults.
 *
 * @throws ArgumentError naming the option and the remedy
 */
export function resolveOptions(options: ClientOptions, base?: ResolvedOptions): ResolvedOptions {
  const found = base ?? {
    ...defaults,
    apiKey: environment("CHATBASE_API_KEY"),
    baseUrl: environment("CHATBASE_BASE_URL") ?? defaults.baseUrl,
  };
  return resolve("createClient", options, clientChecks, found) as ResolvedOptions;
}

/**
 * The client's options with those of a call over them. `more` checks what only this call knows, `base` has its defaults.
 *
 * @throws ArgumentError naming the option
 */
export function resolveCall<Extra extends object>(
  options: CallOptions & { readonly [K in keyof Extra]?: Extra[K] | undefined },
  client: ResolvedOptions,
  more: Checks<Extra>,
  base: Extra,
): ResolvedCall & Extra {
  const checks: Checks<object> = { ...callChecks, ...more };
  const under = { ...client, headers: {}, ...base };
  return { ...under, ...(resolve<object>("the options", options, checks, under) as ResolvedCall & Extra) };
}

function checkHeaders(name: string, given: unknown): unknown {
  return Object.fromEntries(
    Object.entries(object(name, given) as object).map(([header, value]) => [
      headerName(name, header.toLowerCase()),
      headerValue(`${name}.${header}`, value),
    ]),
  );
}
