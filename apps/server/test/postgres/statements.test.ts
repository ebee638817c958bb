/** Every statement names the chatbot: shown by what the database has logged, and by the plans that it makes of it. */
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demo, leadRecord, type RunningServer, startServer } from "../../src/index.ts";
import { clusterForTests, isOurs } from "./cluster.ts";
import { straysOf } from "./plans.ts";

const cluster = clusterForTests("-c", "log_statement=all", "-c", "log_line_prefix=%a|");
let client: Client;
let server: RunningServer;

beforeAll(async () => {
  const url = await cluster().createDatabase();
  server = await startServer({ store: url, port: 0, logLevel: "silent" });
  client = new Client({ connectionString: url });
  await client.connect();
}, 240_000);

afterAll(async () => {
  await client.end();
  await server.close();
});

let marks = 0;

/** What the database has logged by now. */
async function logged(): Promise<string> {
  marks += 1;
  const mark = `mark_${process.pid}_${marks}`;
  await client.query(`SELECT '${mark}'`);
  while (!cluster().log().includes(mark)) await setTimeout(5);
  return cluster().log();
}

/** The statements of our server that the database has logged meanwhile, each once. Lines after the first begin with a tab. */
async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const { length } = await logged();
  await work();
  const log = (await logged()).slice(length);
  const found = log.matchAll(/^chatbase-kit\|LOG: {2}(?:execute [^:]+|statement): (.*(?:\n\t.*)*)/gm);
  return [...new Set([...found].map(([, text = ""]) => text.replaceAll("\n\t", "\n")))];
}

async function ask(parameters: string, key: string = demo.apiKey): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${server.baseUrl}/get-leads?${parameters}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

async function planFaults(statements: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const statement of statements) {
    for (const stray of await straysOf(client, statement)) faults.push(`${stray}: ${statement}`);
  }
  return faults;
}

test.skipIf(!isOurs)("of every request", async () => {
  const id = `chatbotId=${demo.chatbotId}`;
  const statements = await statementsOf(async () => {
    const parameters = [
      "",
      "&page=2",
      "&page=150&size=20",
      "&page=999999999",
      "&startDate=2024-03-01&endDate=2024-06-30",
    ];
    for (const each of [...parameters, "&startDate=2024-03-01&page=3", "&endDate=2024-03-01&page=5&size=7"])
      expect(await ask(id + each)).toBe(200);
    expect(await ask(`chatbotId=${demo.accounts[1].chatbots[0]?.id}`)).toBe(404);
    expect(await ask("chatbotId=nobody")).toBe(404);
    expect(await ask(id, "wrong-key")).toBe(401);
    expect((await fetch(`${server.origin}/health`)).status).toBe(200);
  });
  expect(statements.join("\n")).toMatch(/FROM leads/);
  expect(await planFaults(statements)).toEqual([]);
});

test.skipIf(!isOurs)("of every import, and of every delete", async () => {
  const statements = await statementsOf(async () => {
    const lead = { id: "a", created_at: "2024-01-01T00:00:00Z" };
    const transaction = await server.store.begin();
    await transaction.addLeads("imports-go-here-00001", [leadRecord(lead), leadRecord({ ...lead, name: "B" })]);
    expect(await transaction.deleteLeads("imports-go-here-00001", ["a"])).toBe(1);
    await transaction.commit();
  });
  const [begin = "", ...others] = statements;
  expect(begin).toMatch(/^BEGIN.*;\s+SET LOCAL synchronous_commit = on;/);
  expect(others.pop()).toBe("COMMIT");
  expect(others.join("\n")).toMatch(/INSERT INTO leads[^]*DELETE FROM leads/);
  expect(await planFaults(others.filter((text) => !text.startsWith("SET LOCAL")))).toEqual([]);
});

describe("a statement that does not is noticed:", () => {
  test.each([
    "SELECT json FROM leads WHERE key = $1",
    "SELECT json FROM leads WHERE chatbot_id = $2 AND key = $1",
    "SELECT json FROM leads WHERE chatbot_id <> $1",
    "SELECT json FROM leads WHERE chatbot_id = $1 OR key = $2",
    "SELECT count(*) FROM leads WHERE chatbot_id = ANY ($1::text[])",
    "SELECT version FROM chatbots WHERE account_id = $1",
    "SELECT json FROM chatbots, leads WHERE id = $1",
    "SELECT id, (SELECT count(*) FROM leads) FROM chatbots WHERE id = $1",
    "SELECT schema_version FROM chatbase_kit",
    "UPDATE chatbots SET version = 0 WHERE name = $1",
    "INSERT INTO leads SELECT * FROM leads WHERE key = $1",
  ])("%s", async (statement) => {
    expect(await straysOf(client, statement)).not.toEqual([]);
  });
});
