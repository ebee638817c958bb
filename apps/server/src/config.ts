/**
 * Every setting of the server: flags and environment -> one typed object, refused with a clear message. Nothing else reads
 * the environment.
 */
import { InvalidArgumentError, Option } from "commander";
import type { FaultSettings } from "./faults/registry.ts";
import { readFaultList } from "./faults/settings.ts";
import { type LimitText, readLimit } from "./http/limit.ts";
import { StoreError } from "./store/store-error.ts";

const envelopes = ["documented", "observed"] as const;
const faultAskers = ["loopback", "always", "never"] as const;
const reuses = ["always", "never"] as const;
const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** Settings of a server. */
export interface Config {
  /** Address to listen on. @default "127.0.0.1" */
  readonly host: string;
  /** TCP port, 0 to 65535; 0 takes a free one. @default 4010 */
  readonly port: number;
  /** Path of the SQLite file, `:memory:`, or the URL of a Postgres database. @default "./data/reference.db" */
  readonly store: string;
  /** Envelope of a list: the documented one, or the one that production was observed to send. @default "documented" */
  readonly envelope: (typeof envelopes)[number];
  /** Largest `size` of a page, in leads, 1 to 999,999,999. @default 1000 */
  readonly maxPageSize: number;
  /** Requests that each API key has; the rest is refused with 429. @default "none" */
  readonly rateLimit: LimitText | "none";
  /**
   * Unknown keys that are answered with 401, for each address they come from; the rest gets 429. Good keys are never concerned.
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
  readonly faultsByRequest: (typeof faultAskers)[number];
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
  readonly reusePort: (typeof reuses)[number];
  /** How long a stop waits for requests in flight, in milliseconds, 0 to 600,000. @default 10000 */
  readonly grace: number;
  /** Least severe log line that is written, to standard error. @default "info" */
  readonly logLevel: (typeof logLevels)[number];
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

function oneOf(choices: readonly string[]): Rule {
  return { accepts: (value) => choices.includes(value as string), words: `one of ${choices.join(", ")}` };
}

function text(pattern: RegExp, words: string): Rule {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), words };
}

const limit: Rule = {
  accepts: (value) => value === "none" || (typeof value === "string" && readLimit(value) !== undefined),
  words: "none, or so many for each second, minute or hour, such as 5/s, 60/m or 1000/h",
};

const rules: { readonly [Name in keyof Config]: Rule } = {
  host: text(/^[^\s/]+$/, "an address such as 127.0.0.1"),
  port: wholeNumber(0, 65_535),
  store: text(
    /^(?:postgres(?:ql)?:\/\/|(?![a-z]+:\/\/))./i,
    "the path of a SQLite file, :memory:, or postgres://USER:PASSWORD@HOST/DATABASE",
  ),
  envelope: oneOf(envelopes),
  maxPageSize: wholeNumber(1, 999_999_999),
  rateLimit: limit,
  failedKeyLimit: limit,
  // What each must be, its own file says.
  faults: { accepts: (value) => typeof value === "object" && value !== null, words: "an object such as { code: 503 }" },
  faultSeed: wholeNumber(0, 999_999_999),
  faultsByRequest: oneOf(faultAskers),
  allowedHosts: text(
    /^(?:\*|[a-z0-9._-]+(?: *, *[a-z0-9._-]+)*)$/i,
    "names such as crm.example.org, separated by commas, or *",
  ),
  requestTimeout: wholeNumber(100, 600_000),
  answerTimeout: wholeNumber(100, 600_000),
  keepAliveTimeout: wholeNumber(1, 600_000),
  maxConnections: wholeNumber(1, 1_000_000),
  maxRequests: wholeNumber(1, 1_000_000),
  reusePort: oneOf(reuses),
  grace: wholeNumber(0, 600_000),
  logLevel: oneOf(logLevels),
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
  return { ...defaultConfig, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** A flag that can be set in the environment too, held to the rule of the setting. */
function option(name: keyof Config, flags: string, variable: string, description: string): Option {
  const initial = defaultConfig[name];
  return new Option(flags, description)
    .env(variable)
    .default(initial)
    .argParser((given) => {
      const value = typeof initial === "number" && /^\d{1,9}$/.test(given) ? Number(given) : given;
      if (rules[name].accepts(value)) return value;
      throw new InvalidArgumentError(`It must be ${rules[name].words}.`);
    });
}

/** `--store`, which every command has. Without it and CHATBASE_STORE, `DATABASE_URL` says where the store is. */
export function storeOption(): Option {
  const { CHATBASE_STORE: own, DATABASE_URL: common = "" } = process.env;
  const variable = own === undefined && common !== "" ? "DATABASE_URL" : "CHATBASE_STORE";
  const description = "SQLite file, :memory:, or a postgres:// URL, which DATABASE_URL can give too";
  return option("store", "--store <path>", variable, description).argParser((given) => {
    if (rules.store.accepts(given)) return given;
    // Not the refusal of the other flags, which shows the value: this one may have a password in it.
    throw new StoreError(
      `The store must be ${rules.store.words}. Set it with --store, CHATBASE_STORE or DATABASE_URL.`,
    );
  });
}

/** `--faults`, which may be given several times. */
function faultsOption(): Option {
  return new Option("--faults <list>", "misbehave, for example code=503@0.1,delay=100-800; see below")
    .env("CHATBASE_FAULTS")
    .default(defaultConfig.faults, "none")
    .argParser((given, before: FaultSettings) => {
      try {
        return readFaultList(given, before);
      } catch (error) {
        throw new InvalidArgumentError((error as Error).message);
      }
    });
}

/** Flags of `start` about who may ask, how long, and how many. */
function limitOptions(): Option[] {
  return [
    option("allowedHosts", "--allowed-hosts <names>", "CHATBASE_ALLOWED_HOSTS", "more names for Host; * for any"),
    option("requestTimeout", "--request-timeout <ms>", "CHATBASE_REQUEST_TIMEOUT", "time for a request to arrive"),
    option("answerTimeout", "--answer-timeout <ms>", "CHATBASE_ANSWER_TIMEOUT", "time to take an answer"),
    option("keepAliveTimeout", "--keep-alive-timeout <ms>", "CHATBASE_KEEP_ALIVE_TIMEOUT", "time between two requests"),
    option("maxConnections", "--max-connections <number>", "CHATBASE_MAX_CONNECTIONS", "more connections get 503"),
    option("maxRequests", "--max-requests <number>", "CHATBASE_MAX_REQUESTS", "more requests at once get 503"),
    option("reusePort", "--reuse-port <when>", "CHATBASE_REUSE_PORT", `share the port: ${reuses.join(", ")}`),
  ];
}

/** The flags of `start`. Their long names are those of {@link Config}. */
export function startOptions(): Option[] {
  return [
    option("host", "--host <address>", "CHATBASE_HOST", "address to listen on"),
    option("port", "--port <number>", "CHATBASE_PORT", "TCP port; 0 takes a free one"),
    storeOption(),
    option("envelope", "--envelope <name>", "CHATBASE_ENVELOPE", `envelope of a list: ${envelopes.join(", ")}`),
    option("maxPageSize", "--max-page-size <leads>", "CHATBASE_MAX_PAGE_SIZE", "largest size of a page"),
    option("rateLimit", "--rate-limit <limit>", "CHATBASE_RATE_LIMIT", "requests of each API key, such as 60/m"),
    option(
      "failedKeyLimit",
      "--failed-key-limit <limit>",
      "CHATBASE_FAILED_KEY_LIMIT",
      "unknown API keys from each address, before 429 instead of 401; or none",
    ),
    faultsOption(),
    option("faultSeed", "--fault-seed <number>", "CHATBASE_FAULT_SEED", "the same number repeats the same faults"),
    option(
      "faultsByRequest",
      "--faults-by-request <when>",
      "CHATBASE_FAULTS_BY_REQUEST",
      `whether a Prefer header may ask for a fault: ${faultAskers.join(", ")}`,
    ),
    ...limitOptions(),
    option("grace", "--grace <ms>", "CHATBASE_GRACE", "how long a stop waits for requests in flight"),
    option("logLevel", "--log-level <level>", "CHATBASE_LOG_LEVEL", `log on standard error: ${logLevels.join(", ")}`),
  ];
}
