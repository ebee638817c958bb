/** `DATABASE_URL`: what a start makes of it, in processes of their own. */
import { readdirSync } from "node:fs";
import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { demo } from "../../src/index.ts";
import { openPostgres } from "../../src/store/postgres/open-postgres.ts";
import { temporaryFolder } from "../folder.ts";
import { Program, runProgram } from "../process/program.ts";
import { clusterForTests } from "./cluster.ts";
import { password } from "./own-postgres.ts";

const cluster = clusterForTests();
const start = ["start", "--port", "0", "--log-level", "error"];
// Longer than a start takes on a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 });

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

test("processes that start at the same time on an empty database make one schema and one set of demo data", async () => {
  const url = await cluster().createDatabase();
  const folder = temporaryFolder();
  const programs = Array.from({ length: 4 }, () => new Program(start, folder, { DATABASE_URL: url }));
  for (const program of programs) {
    const baseUrl = await program.printed(/Base URL {2}(\S+)/);
    const answer = await fetch(`${baseUrl}/get-leads?chatbotId=${demo.chatbotId}`, {
      headers: { authorization: `Bearer ${demo.apiKey}` },
    });
    expect(answer.status).toBe(200);
    expect(program.stdout).toMatch(/^Database {2}postgres:\/\/postgres@\S+$/m);
    expect(program.stdout + program.stderr).not.toContain(password);
  }
  expect(await sql(url, "SELECT schema_version FROM chatbase_kit")).toEqual([{ schema_version: 2 }]);
  expect(await sql(url, "SELECT count(*)::int AS leads FROM leads")).toEqual([{ leads: 5_000 }]);
  for (const program of programs) program.process.kill("SIGTERM");
  for (const program of programs) expect(await program.exit()).toBe(0);
  expect(readdirSync(folder), "no SQLite file beside it").toEqual([]);
});

test("stores that are opened at the same moment make one schema", async () => {
  const url = await cluster().createDatabase();
  const stores = await Promise.all(Array.from({ length: 12 }, () => openPostgres(url)));
  await Promise.all(stores.map((store) => store.close()));
  expect(await sql(url, "SELECT schema_version FROM chatbase_kit")).toEqual([{ schema_version: 2 }]);
});

test("every text in an index is compared by its bytes, whatever the locale of the database", async () => {
  const url = await cluster().createDatabase();
  await (await openPostgres(url)).close();
  const collations = `SELECT DISTINCT collname FROM pg_class JOIN pg_index ON indrelid = pg_class.oid, unnest(indcollation) AS used
    JOIN pg_collation ON pg_collation.oid = used WHERE relnamespace = 'public'::regnamespace`;
  expect(await sql(url, collations)).toEqual([{ collname: "C" }]);
});

test("--store is asked before DATABASE_URL", async () => {
  const program = new Program([...start, "--store", ":memory:"], temporaryFolder(), {
    DATABASE_URL: "postgres://nowhere",
  });
  expect(await program.printed(/Database {2}(\S+)/)).toBe(":memory:");
});

test.each([
  [`mysql://user:${password}@127.0.0.1/leads`, "The store must be the path of a SQLite file, :memory:, or postgres://"],
  [
    `postgres://user:${password}@127.0.0.1:1/leads`,
    "Cannot use the database postgres://user@127.0.0.1:1/leads (connect",
  ],
])(
  "a DATABASE_URL that cannot be used ends the start: exit code 1 and one line without the password",
  async (url, line) => {
    const { code, stdout, stderr } = await runProgram(start, temporaryFolder(), { DATABASE_URL: url });
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    expect(stderr).toContain(line);
    expect(stderr).toContain("DATABASE_URL");
    expect(stderr).not.toContain(password);
  },
);
