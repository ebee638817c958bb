/** What becomes of a server whose database goes away and comes back. */
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { demo, leadRecord, type RunningServer, StoreError, startServer } from "../../src/index.ts";
import { openPostgres, type PostgresOptions } from "../../src/store/postgres/open-postgres.ts";
import { clusterForTests, isOurs } from "./cluster.ts";
import { tcpWayTo } from "./tcp-way.ts";

vi.setConfig({ testTimeout: 120_000 });

const cluster = clusterForTests();
const importsId = "imports-go-here-00001";
const aLead = leadRecord({ id: "a", created_at: "2024-01-01T00:00:00Z" });

async function serverOn(url: string, options?: PostgresOptions): Promise<RunningServer> {
  const server = await startServer({ port: 0, logLevel: "silent" }, { store: await openPostgres(url, options) });
  onTestFinished(() => server.close());
  return server;
}

async function ask({ baseUrl }: RunningServer): Promise<Response> {
  const headers = { authorization: `Bearer ${demo.apiKey}` };
  return await fetch(`${baseUrl}/get-leads?chatbotId=${demo.chatbotId}&page=2&size=3`, { headers });
}

/** Ends every connection to the database but the one that does it. @returns how many. */
async function endConnections(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await client.end();
  return rowCount ?? 0;
}

test.skipIf(!isOurs)(
  "while the database is away every answer is a 503; when it is back, a 200, without a restart",
  async () => {
    const server = await serverOn(await cluster().createDatabase());
    const before = await (await ask(server)).text();
    await cluster().stop();
    for (const answer of [await ask(server), await ask(server), await fetch(`${server.origin}/health`)]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("1");
      expect(await answer.text()).toBe('{"message":"The server cannot answer at the moment."}');
    }
    await cluster().start();
    const after = await ask(server);
    expect(after.status).toBe(200);
    expect(await after.text()).toBe(before);
    expect((await fetch(`${server.origin}/health`)).status).toBe(200);
  },
);

test("requests do not notice that every connection is ended, idle or in use", async () => {
  const url = await cluster().createDatabase();
  const server = await serverOn(url);
  const end = new AbortController();
  const answers = Array<number>(8).fill(0);
  const statuses = answers.map(async (_, reader) => {
    const seen = new Set<number>();
    for (; !end.signal.aborted; answers[reader] = (answers[reader] ?? 0) + 1) seen.add((await ask(server)).status);
    return [...seen];
  });
  for (let time = 0; time < 5; time += 1) {
    // Everybody has been answered since: what is in flight meets its first broken connections.
    for (const before = [...answers]; answers.some((count, reader) => count < (before[reader] ?? 0) + 2); )
      await setTimeout(1);
    expect(await endConnections(url)).toBeGreaterThan(0);
  }
  end.abort();
  expect((await Promise.all(statuses)).flat()).toEqual(Array<number>(8).fill(200));
});

test.skipIf(!isOurs)(
  "a database that has fallen silent is a 503 too, and does not hold its connections for ever",
  async () => {
    const way = await tcpWayTo(await cluster().createDatabase());
    const server = await serverOn(way.url, { patience: { connect: 5_000, read: 3_000 } });
    expect((await ask(server)).status).toBe(200);
    way.freeze();
    expect((await ask(server)).status).toBe(503);
    way.thaw();
    expect((await ask(server)).status).toBe(200);
  },
);

test("an import whose connection breaks has imported nothing, says so, and can be run again", async () => {
  const url = await cluster().createDatabase();
  const { store } = await serverOn(url);
  const transaction = await store.begin();
  await transaction.addLeads(importsId, [aLead]);
  await endConnections(url);
  await expect(transaction.commit()).rejects.toThrow(StoreError);
  await transaction.rollback();
  const again = await store.begin();
  expect(await again.addLeads(importsId, [aLead])).toEqual(["added"]);
  await again.commit();
});
