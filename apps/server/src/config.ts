/**
 * Every setting of the server: flags and environment -> one typed object, refused with a clear message. Nothing else reads
 * the environment.
 */
import { InvalidArgumentError, Option } from "commander";

/** Settings of a server. */
export interface Config {
  /** Address to listen on. @default "127.0.0.1" */
  readonly host: string;
  /** TCP port, 0 to 65535; 0 takes a free one. @default 4010 */
  readonly port: number;
  /** Path of the SQLite file, or `:memory:`. @default "./data/reference.db" */
  readonly store: string;
  /** Envelope of a list: the documented one, or the one that production was observed to send. @default "documented" */
  readonly envelope: "documented" | "observed";
  /** Largest `size` of a page, in leads, 1 to 999,999,999. @default 1000 */
  readonly maxPageSize: number;
  /** How long a stop waits for requests in flight, in milliseconds. @default 10000 */
  readonly grace: number;
  /** Least severe log line that is written, to standard error. @default "info" */
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

export const defaultConfig: Config = {
  host: "127.0.0.1",
  port: 4010,
  store: "./data/reference.db",
  envelope: "documented",
  maxPageSize: 1000,
  grace: 10_000,
  logLevel: "info",
};

function integer(name: string, least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`${name} is a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

function location(text: string): string {
  if (text === "")
    throw new InvalidArgumentError("Give a path, or :memory: for a database that ends with the process.");
  if (/^[a-z]+:\/\//i.test(text)) throw new InvalidArgumentError("Only SQLite files are supported: give a path.");
  return text;
}

/** `--store`, which every command has. */
export function storeOption(): Option {
  return new Option("--store <path>", "database file, or :memory:")
    .env("CHATBASE_STORE")
    .default(defaultConfig.store)
    .argParser(location);
}

/** The flags of `start`; each can be set in the environment too. The names are those of {@link Config}. */
export function startOptions(): Option[] {
  return [
    new Option("--host <address>", "address to listen on").env("HOST").default(defaultConfig.host),
    new Option("--port <number>", "TCP port; 0 takes a free one")
      .env("PORT")
      .default(defaultConfig.port)
      .argParser(integer("The port", 0, 65_535)),
    storeOption(),
    new Option("--envelope <name>", "envelope of a list of leads")
      .env("CHATBASE_ENVELOPE")
      .choices(["documented", "observed"])
      .default(defaultConfig.envelope),
    new Option("--max-page-size <leads>", "largest size of a page")
      .env("CHATBASE_MAX_PAGE_SIZE")
      .default(defaultConfig.maxPageSize)
      .argParser(integer("The largest page", 1, 999_999_999)),
    new Option("--grace <ms>", "how long a stop waits for requests in flight")
      .env("CHATBASE_GRACE")
      .default(defaultConfig.grace)
      .argParser(integer("The grace period", 0, 600_000)),
    new Option("--log-level <level>", "least severe log line, on standard error")
      .env("LOG_LEVEL")
      .choices(["debug", "info", "warn", "error", "silent"])
      .default(defaultConfig.logLevel),
  ];
}
