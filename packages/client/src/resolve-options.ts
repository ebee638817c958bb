import { productionUrl } from "@chatbase-kit/contract/operations";
import { callable, type Checks, fields, kindOf, optional, resolve, wholeNumber } from "./arguments.ts";
import { environment } from "./environment.ts";
import { ArgumentError } from "./errors/argument-error.ts";
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
  maxResponseBytes: 10 * 1024 * 1024,
};

// Timers hold 31 bits: one millisecond more and they fire at once.
const maxInt32 = 2 ** 31 - 1;
const milliseconds = wholeNumber(1, maxInt32);
const delay = wholeNumber(0, maxInt32);

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
  baseUrl: checkBaseUrl,
  ...sharedChecks,
  totalTimeout: milliseconds,
  retry: (name, value, base) => resolve(name, value as RetryOptions, retryChecks, base as RetryOptions),
  fetch: callable,
  hooks: (name, value) => resolve(name, value as Hooks, hookChecks, {}),
  logger: optional(checkLogger),
  userAgent: optional(checkHeader),
  validate: checkValidate,
  maxResponseBytes: milliseconds,
};
const callChecks: Checks<CallOptions> = { signal: optional(checkSignal), ...sharedChecks, headers: checkHeaders };

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
  return { ...client, ...(resolve<object>("the options of a call", options, checks, under) as ResolvedCall & Extra) };
}

/** @throws ArgumentError when a key cannot be one. Never says what it was */
export function checkKey(name: string, key: unknown): string {
  if (typeof key !== "string" || key === "") {
    const remedy = "Is the variable that holds it set? CHATBASE_API_KEY is read when apiKey is left out";
    throw new ArgumentError(name, `expected your API key, got ${kindOf(key)}. ${remedy}`);
  }
  // A header takes more than this, but a key with a space, a line end or a letter outside ASCII was copied wrongly.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    const remedy = "Give the key alone: no Bearer in front, no quotes, spaces or line end around it";
    throw new ArgumentError(name, `has a space, a control character or a character outside ASCII. ${remedy}`);
  }
  return key;
}

// Only undefined means the default: a null or "" that was meant to be a URL must not send the key to production.
function checkBaseUrl(name: string, given: unknown): string {
  const wrong = (problem: string) =>
    new ArgumentError(name, `${problem}. Expected a URL like ${defaults.baseUrl}, here or in CHATBASE_BASE_URL`);
  if (typeof given !== "string") throw wrong(`got ${kindOf(given)}`);
  if (!URL.canParse(given)) throw wrong("is not a complete URL");
  const url = new URL(given);
  if (!/^https?:$/.test(url.protocol)) throw wrong("is neither http nor https");
  if (url.username + url.password !== "") throw wrong("has a user name or password in it; the key goes into apiKey");
  if (/[?#]/.test(given)) throw wrong("has a query or a fragment");
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function checkLogger(name: string, logger: unknown): unknown {
  const { debug, warn } = fields(name, logger);
  callable(`${name}.debug`, debug);
  callable(`${name}.warn`, warn);
  return logger;
}

function checkValidate(name: string, value: unknown): unknown {
  if (value === true || value === false || value === "warn") return value;
  throw new ArgumentError(name, `expected true, false or "warn", got ${kindOf(value)}`);
}

function checkSignal(name: string, signal: unknown): unknown {
  // Not instanceof: polyfills and other realms have their own class.
  if (typeof (signal as Partial<AbortSignal> | null)?.addEventListener === "function") return signal;
  throw new ArgumentError(name, `expected an AbortSignal, got ${kindOf(signal)}`);
}

function checkHeaders(name: string, given: unknown): unknown {
  const entries = Object.entries(fields(name, given)).map(([header, value]) => [header.toLowerCase(), value] as const);
  for (const [header, value] of entries) {
    if (header === "authorization") throw new ArgumentError(name, "has authorization in it; the key goes into apiKey");
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(header)) throw new ArgumentError(name, "has a name that no header can have");
    checkHeader(`${name}.${header}`, value);
  }
  return Object.fromEntries(entries);
}

/** RFC 9110 section 5.5, and no more than every `fetch` takes. */
function checkHeader(name: string, value: unknown): string {
  if (typeof value === "string" && /^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return value;
  throw new ArgumentError(
    name,
    `expected printable ASCII, got ${typeof value === "string" ? "another string" : kindOf(value)}`,
  );
}
