/** What a database that cannot be used is told to whoever wanted to use it. */
import { once } from "node:events";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { Client } from "pg";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { StoreError } from "../../src/index.ts";
import { openPostgres, type PostgresOptions } from "../../src/store/postgres/open-postgres.ts";
import { clusterForTests } from "./cluster.ts";
import { password } from "./own-postgres.ts";

vi.setConfig({ testTimeout: 120_000 });

const cluster = clusterForTests();

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

describe("a database that cannot be used is refused in one line that names DATABASE_URL and not the password", () => {
  const refused = async (url: string, options?: PostgresOptions): Promise<string> => {
    const error: unknown = await openPostgres(url, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreError);
    const { message } = error as StoreError;
    expect(message).toContain("DATABASE_URL");
    expect(message).not.toContain("\n");
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(password);
    return message;
  };

  const changed = (url: string, change: (url: URL) => void): string => {
    const other = new URL(url);
    change(other);
    return other.href;
  };

  test("nobody listens", async () => {
    expect(await refused(`postgres://user:${password}@127.0.0.1:1/leads?sslpassword=${password}`)).toContain(
      "Cannot use the database postgres://user@127.0.0.1:1/leads (connect ECONNREFUSED",
    );
  });

  test("no such host", async () => {
    expect(await refused(`postgresql://user:${password}@nowhere.invalid/leads`)).toContain(
      "postgres://user@nowhere.invalid/leads (",
    );
  });

  test("who listens says nothing", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    const patience = { connect: 500, read: 500 };
    expect(await refused(`postgres://user:${password}@127.0.0.1:${port}/leads`, { patience })).toContain("timeout");
  });

  test("who listens is no Postgres", async () => {
    const other = createServer((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    expect(await refused(`postgres://user:${password}@127.0.0.1:${port}/leads`)).toContain("Cannot use the database");
  });

  test("wrong password", async () => {
    const url = changed(await cluster().createDatabase(), (each) => void (each.password = "wrong"));
    expect(await refused(url)).toMatch(
      /password authentication failed.* Check the user and the password in DATABASE_URL\.$/m,
    );
  });

  test("no such database", async () => {
    const url = changed(await cluster().createDatabase(), (each) => void (each.pathname = "none"));
    expect(await refused(url)).toMatch(/database "none" does not exist\)\. Create it/);
  });

  test("a user that may make no tables", async () => {
    const url = await cluster().createDatabase();
    await sql(url, `DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD '${password}'`);
    expect(await refused(changed(url, (each) => void (each.username = "reader")))).toMatch(
      /permission denied.*GRANT CREATE/,
    );
    await sql(url, "DROP ROLE reader");
  });

  test("another program's", async () => {
    const url = await cluster().createDatabase();
    await sql(url, "CREATE TABLE songs (title text)");
    expect(await refused(url)).toContain("it has tables of another program. Give DATABASE_URL an empty database");
    expect(await sql(url, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([
      { relname: "songs" },
    ]);
  });

  test("of a newer server", async () => {
    const url = await cluster().createDatabase();
    await sql(url, "CREATE TABLE chatbase_kit (schema_version integer NOT NULL); INSERT INTO chatbase_kit VALUES (99)");
    expect(await refused(url)).toContain("its schema 99 is newer than this server's");
  });

  /** URL by which the database says that it is this version: a function of ours is found before its own. */
  const claiming = async (version: string): Promise<string> => {
    const url = await cluster().createDatabase();
    await sql(url, `CREATE FUNCTION public.version() RETURNS text LANGUAGE sql AS $$ SELECT '${version}' $$`);
    return changed(url, (each) => each.searchParams.set("options", "-c search_path=public,pg_catalog"));
  };

  test("of a Postgres that is too old", async () => {
    expect(await refused(await claiming("PostgreSQL 14.23 on x86_64-pc-linux-gnu"))).toMatch(
      /: it runs on Postgres 14, and the oldest that will do is 15\. Upgrade it, or name another in DATABASE_URL\.$/,
    );
  });

  test.each([
    "PostgreSQL 15beta1 on x",
    "PostgreSQL 18.4 on x",
    "PostgreSQL 11.2-YB-2.25.1.0-b0 on x",
    "CockroachDB CCL v25",
  ])("not %s", async (version) => {
    const store = await openPostgres(await claiming(version));
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
  });

  test("a URL that cannot be read", async () => {
    expect(await refused(`postgres://user:${password}@127.0.0.1:port/leads`)).toContain("DATABASE_URL is not a URL.");
  });
});
