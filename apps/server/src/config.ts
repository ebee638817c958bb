/**
 * Every setting of the server: flags and environment -> one typed object, refused with a clear message. Nothing else reads
 * the environment.
 */
import type { FaultSettings } from "./faults/registry.ts";
import { type LimitText, readLimit } from "./http/limit.ts";

/** Words that settings can be. */
export const choices = {
  envelopes: ["documented", "observed"],
  faultAskers: ["loopback", "always", "never"],
  adminAskers: ["off", "loopback", "any"],
  reuses: ["always", "never"],
  logLevels: ["debug", "info", "warn", "error", "silent"],
} as const;

/** Settings of a server. */
export interface Config {
  /** Address to listen on. @default "127.0.0.1" */
  readonly host: string;
  /** TCP port, 0 to 65535; 0 takes a free one. @default 4010 */
  readonly port: number;
  /** Path of the SQLite file, `:memory:`, or the URL of a Postgres database. @default "./data/reference.db" */
  readonly store: string;
  /** Envelope of a list: the documented one, or the one that production was observed to send. @default "documented" */
  readonly envelope: (typeof choices.envelopes)[number];
  /** Largest `size` of a page, in leads, 1 to 999,999,999. @default 1000 */
  readonly maxPageSize: number;
  /** Requests that each API key has; the rest is refused with 429. @default "none" */
  readonly rateLimit: LimitText | "none";
  /**
   * Unknown keys that are answered with 401, for each address they come from; the rest gets 429. Good keys are never concerned.
   * As many wrong admin tokens, counted by themselves.
   * @default "90/m"
   */
  readonly failedKeyLimit: LimitText | "none";
  /** What the server does wrong on purpose, at each request or at a share of them. @default {} */
  readonly faults: FaultSettings;
  /** Where the sequence of faults that hit a share of the requests begins, 0 to 999,999,999. @default 1 */
  readonly faultSeed: number;
  /**
   * Whether a request may ask for a fault by a `Prefer` header: if `host` is a loopback address, always, or never.
   * @default "loopback"
   */
  readonly faultsByRequest: (typeof choices.faultAskers)[number];
  /**
   * Who may ask the admin API under `/_admin`: nobody, this machine, or anybody; with the token. @default "off", and "loopback" if
   * there is an `adminToken`
   */
  readonly admin: (typeof choices.adminAskers)[number];
  /** Token of the admin API, 16 to 256 letters, digits and `-._~+/`. Empty: one is made. @default "" */
  readonly adminToken: string;
  /**
   * Names that `Host` may have besides addresses, names without a dot and reserved ones, comma-separated, each with the names below
   * it; `*` for any; `auto` for no other on a loopback address, and any elsewhere. @default "auto"
   */
  readonly allowedHosts: string;
  /** How long a request may take to arrive whole, in milliseconds, 100 to 600,000; its headers get a third of it. @default 30000 */
  readonly requestTimeout: number;
  /** How long a client may take to take what waits for it of an answer, in milliseconds, 100 to 600,000. @default 60000 */
  readonly answerTimeout: number;
  /** How long a connection may be idle between two requests, in milliseconds, 1 to 600,000. @default 72000 */
  readonly keepAliveTimeout: number;
  /** How many clients may be connected, 1 to 1,000,000; more get 503. @default 2000 */
  readonly maxConnections: number;
  /** How many requests may be worked on at once, 1 to 1,000,000; more get 503. @default 2000 */
  readonly maxRequests: number;
  /** Whether other processes may listen on the same address and port, if they say so too: to hand over. Linux. @default "never" */
  readonly reusePort: (typeof choices.reuses)[number];
  /** How long a stop waits for requests in flight, in milliseconds, 0 to 600,000. @default 10000 */
  readonly grace: number;
  /** Least severe log line that is written, to standard error. @default "info" */
  readonly logLevel: (typeof choices.logLevels)[number];
}

export const defaultConfig: Config = {
  host: "127.0.0.1",
  port: 4010,
  store: "./data/reference.db",
  envelope: "documented",
  maxPageSize: 1000,
  rateLimit: "none",
  failedKeyLimit: "90/m",
  faults: {},
  faultSeed: 1,
  faultsByRequest: "loopback",
  admin: "off",
  adminToken: "",
  allowedHosts: "auto",
  requestTimeout: 30_000,
  answerTimeout: 60_000,
  keepAliveTimeout: 72_000,
  maxConnections: 2_000,
  maxRequests: 2_000,
  reusePort: "never",
  grace: 10_000,
  logLevel: "info",
};

/** What a setting must be: a test, and the same in words. */
interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly words: string;
}

function wholeNumber(least: number, most: number): Rule {
  const accepts = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return { accepts, words: `a whole number from ${least} to ${most}` };
}

function oneOf(words: readonly string[]): Rule {
  return { accepts: (value) => words.includes(value as string), words: `one of ${words.join(", ")}` };
}

function text(pattern: RegExp, words: string): Rule {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), words };
}

const limit: Rule = {
  accepts: (value) => value === "none" || (typeof value === "string" && readLimit(value) !== undefined),
  words: "none, or so many for each second, minute or hour, such as 5/s, 60/m or 1000/h",
};

/** What each setting must be. */
export const rules: { readonly [Name in keyof Config]: Rule } = {
  host: text(/^[^\s/]+$/, "an address such as 127.0.0.1"),
  port: wholeNumber(0, 65_535),
  // One letter and a colon is a drive of Windows. SQLite and our own files would take `file:x.db` for two different names.
  store: text(
    /^(?:postgres(?:ql)?:\/\/|(?![a-z][a-z0-9+.-]+:))./i,
    "the path of a SQLite file, :memory:, or postgres://USER:PASSWORD@HOST/DATABASE, and no other URL such as file:x.db",
  ),
  envelope: oneOf(choices.envelopes),
  maxPageSize: wholeNumber(1, 999_999_999),
  rateLimit: limit,
  failedKeyLimit: limit,
  // What each must be, its own file says.
  faults: { accepts: (value) => typeof value === "object" && value !== null, words: "an object such as { code: 503 }" },
  faultSeed: wholeNumber(0, 999_999_999),
  faultsByRequest: oneOf(choices.faultAskers),
  admin: oneOf(choices.adminAskers),
  adminToken: text(
    /^(?:[A-Za-z0-9\-._~+/]{16,256}=*)?$/,
    "16 to 256 random letters, digits and -._~+/, such as openssl rand -hex 20 gives",
  ),
  allowedHosts: text(
    /^(?:\*|[a-z0-9._-]+(?: *, *[a-z0-9._-]+)*)$/i,
    "names such as crm.example.org, separated by commas, or *",
  ),
  requestTimeout: wholeNumber(100, 600_000),
  answerTimeout: wholeNumber(100, 600_000),
  keepAliveTimeout: wholeNumber(1, 600_000),
  maxConnections: wholeNumber(1, 1_000_000),
  maxRequests: wholeNumber(1, 1_000_000),
  reusePort: oneOf(choices.reuses),
  grace: wholeNumber(0, 600_000),
  logLevel: oneOf(choices.logLevels),
};

/**
 * Completes the settings that a program gives.
 *
 * @throws {TypeError} that names the setting and what it must be.
 */
export function completeConfig(given: Partial<Config>): Config {
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof Config] : undefined;
    if (!rule) throw new TypeError(`There is no setting ${name}. The settings are ${Object.keys(rules).join(", ")}.`);
    if (value !== undefined && !rule.accepts(value)) throw new TypeError(`${name} must be ${rule.words}.`);
  }
  const { adminToken = "" } = given;
  return {
    ...defaultConfig,
    // Whoever brings a token wants to use it.
    ...(adminToken !== "" && { admin: "loopback" }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** Where the environment says where the store is: `DATABASE_URL`, if there is one and no `CHATBASE_STORE`. */
export function storeVariable(): string {
  const { CHATBASE_STORE: own, DATABASE_URL: common = "" } = process.env;
  return own === undefined && common !== "" ? "DATABASE_URL" : "CHATBASE_STORE";
}

/** What to do about a store that cannot be, by where it comes from: a flag, or a variable that was set for something else. */
export function storeRemedy(given: string): string {
  const variable = storeVariable();
  if (process.env[variable] !== given) return "Set it with --store, CHATBASE_STORE or DATABASE_URL.";
  return `${variable} is set in your environment; unset it, or give --store PATH.`;
}
