/** The flags of the command line, each with the variable that can be set instead of it. */
import { InvalidArgumentError, Option } from "commander";
import { choices, type Config, defaultConfig, rules, storeRemedy, storeVariable } from "./config.ts";
import type { FaultSettings } from "./faults/registry.ts";
import { readFaultList } from "./faults/settings.ts";
import { KeyError } from "./keys/key-error.ts";
import { StoreError } from "./store/store-error.ts";

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
  const description = "SQLite file, :memory:, or a postgres:// URL, which DATABASE_URL can give too";
  return option("store", "--store <path>", storeVariable(), description).argParser((given) => {
    if (rules.store.accepts(given)) return given;
    // Not the refusal of the other flags, which shows the value: this one may have a password in it.
    throw new StoreError(`The store must be ${rules.store.words}. ${storeRemedy(given)}`);
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

/** `--admin` and `--admin-token`. */
function adminOptions(): Option[] {
  const who = option("admin", "--admin [who]", "CHATBASE_ADMIN", "");
  who.description = `have the admin API, for this machine or for ${choices.adminAskers.at(-1)}: ${choices.adminAskers.join(", ")}`;
  const token = option("adminToken", "--admin-token <token>", "CHATBASE_ADMIN_TOKEN", "token of the admin API")
    .default("", "one is made and shown")
    .argParser((given) => {
      if (rules.adminToken.accepts(given)) return given;
      // Not the refusal of the other flags, which shows the value.
      throw new KeyError(`The admin token must be ${rules.adminToken.words}.`);
    });
  // Without a default: a token alone turns it on.
  return [who.default(undefined, "off, or loopback with a token").preset("loopback"), token];
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
    option("reusePort", "--reuse-port <when>", "CHATBASE_REUSE_PORT", `share the port: ${choices.reuses.join(", ")}`),
  ];
}

/** The flags of `start`. Their long names are those of {@link Config}. */
export function startOptions(): Option[] {
  return [
    option("host", "--host <address>", "CHATBASE_HOST", "address to listen on"),
    option("port", "--port <number>", "CHATBASE_PORT", "TCP port; 0 takes a free one"),
    storeOption(),
    option("envelope", "--envelope <name>", "CHATBASE_ENVELOPE", `envelope of a list: ${choices.envelopes.join(", ")}`),
    option("maxPageSize", "--max-page-size <leads>", "CHATBASE_MAX_PAGE_SIZE", "largest size of a page"),
    option("rateLimit", "--rate-limit <limit>", "CHATBASE_RATE_LIMIT", "requests of each API key, such as 60/m"),
    option(
      "failedKeyLimit",
      "--failed-key-limit <limit>",
      "CHATBASE_FAILED_KEY_LIMIT",
      "unknown API keys, or admin tokens, from each address, before 429 instead of 401; or none",
    ),
    faultsOption(),
    option("faultSeed", "--fault-seed <number>", "CHATBASE_FAULT_SEED", "the same number repeats the same faults"),
    option(
      "faultsByRequest",
      "--faults-by-request <when>",
      "CHATBASE_FAULTS_BY_REQUEST",
      `whether a Prefer header may ask for a fault: ${choices.faultAskers.join(", ")}`,
    ),
    ...adminOptions(),
    ...limitOptions(),
    option("grace", "--grace <ms>", "CHATBASE_GRACE", "how long a stop waits for requests in flight"),
    option(
      "logLevel",
      "--log-level <level>",
      "CHATBASE_LOG_LEVEL",
      `log on standard error: ${choices.logLevels.join(", ")}`,
    ),
  ];
}
