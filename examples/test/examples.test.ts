/** Each example against the real server, by the command that its first lines and the README give. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient, type Lead } from "@chatbase-kit/client";
import { demo, importLeads, openStore, startServer } from "@chatbase-kit/server";
import { createServer as createPage } from "vite";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type Environment, runExample, startDemo, temporaryFolder } from "./run.ts";

const { chatbotId } = demo;
let env: Environment;
beforeEach(async () => {
  env = await startDemo();
});
const all = async (params = {}): Promise<Lead[]> =>
  await createClient({ apiKey: env.CHATBASE_API_KEY, baseUrl: env.CHATBASE_BASE_URL })
    .leads.list({ chatbotId, ...params })
    .toArray();

/** An empty chatbot of the demo data. */
const empty = "imports-go-here-00001";

/** The address of a server that has the leads of a file in its empty chatbot, and how many those are. */
async function serverWith(file: string) {
  const store = openStore(":memory:");
  const server = await startServer({ port: 0, logLevel: "error" }, { store });
  onTestFinished(() => server.close());
  return { baseUrl: server.baseUrl, imported: await importLeads({ store, chatbotId: empty, file }) };
}

describe("csv-export.ts", () => {
  test("writes what an import reads: the same leads come back", async () => {
    const file = join(temporaryFolder(), "leads.csv");
    writeFileSync(file, await runExample(env, "csv-export.ts", chatbotId));
    const { baseUrl, imported } = await serverWith(file);
    expect(imported).toMatchObject({ rows: 3_000, added: 3_000 });
    const client = createClient({ apiKey: demo.apiKey, baseUrl });
    // All but the names of chatbot and account, which are those of the one that they went into.
    const written = ({ id, name, email, phone, created_at }: Lead) => ({ id, name, email, phone, created_at });
    const leads = await client.leads.list({ chatbotId: empty }).toArray();
    expect(leads.map(written)).toEqual((await all()).map(written));
  });

  test("writes no formula, whoever gave it as a name, and leaves phone numbers as they are", async () => {
    const names = ["=1+1", "-2+3+cmd|x!A0", '+1+HYPERLINK("http://e.example")', "@SUM(A1)", "-", "+1 (202) 555-0100"];
    const file = join(temporaryFolder(), "names.ndjson");
    const row = (name: string, n: number) => JSON.stringify({ name, created_at: `2025-01-01T00:00:0${9 - n}Z` });
    writeFileSync(file, names.map(row).join("\n"));
    const { baseUrl } = await serverWith(file);
    const csv = await runExample({ ...env, CHATBASE_BASE_URL: baseUrl }, "csv-export.ts", empty);
    const column = [...csv.matchAll(/^"[^"]*","((?:[^"]|"")*)"/gm)].map(([, name]) => name?.replaceAll('""', '"'));
    expect(column).toEqual([...names.slice(0, 4).map((name) => `'${name}`), "-", "+1 (202) 555-0100"]);
  });

  test("takes days, and a chatbot that there is", async () => {
    const days = { startDate: "2025-03-01", endDate: "2025-03-31" };
    const lines = (await runExample(env, "csv-export.ts", chatbotId, days.startDate, days.endDate))
      .trim()
      .split("\r\n");
    expect(lines.map((line) => /^"([^"]+)"/.exec(line)?.[1])).toEqual([
      undefined,
      ...(await all(days)).map(({ id }) => id),
    ]);
    await expect(runExample(env, "csv-export.ts", "no-such-bot")).rejects.toThrow("NotFoundError");
  });
});

test("crm-upsert.ts saves every lead once, however often it runs, and mends what was changed", async () => {
  const file = join(temporaryFolder(), "crm.db");
  expect(await runExample(env, "crm-upsert.ts", chatbotId, file)).toBe("3000 contacts\n");
  const crm = new DatabaseSync(file);
  crm.exec("UPDATE contact SET name = 'wrong'; DELETE FROM contact WHERE phone IS NULL");
  expect(await runExample(env, "crm-upsert.ts", chatbotId, file)).toBe("3000 contacts\n");
  const names = crm.prepare("SELECT name FROM contact ORDER BY lead_id").all() as { name: string | null }[];
  const leads = (await all()).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  expect(names.map(({ name }) => name)).toEqual(leads.map(({ name }) => name ?? null));
  crm.close();
});

test("incremental-sync.ts gives what is new, and after a run that died all of it again", async () => {
  const folder = join(temporaryFolder(), "leads");
  const sync = () => runExample(env, "incremental-sync.ts", chatbotId, folder);
  const files = () => readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(await sync()).toBe("3000 new leads\n");
  const cursor = readFileSync(join(folder, "cursor"), "utf8");
  expect(await sync()).toBe("0 new leads\n");
  // Dies before the cursor is written: its place is taken by a folder.
  const broken = join(temporaryFolder(), "leads");
  mkdirSync(join(broken, "cursor.new"), { recursive: true });
  await expect(runExample(env, "incremental-sync.ts", chatbotId, broken)).rejects.toThrow("EISDIR");
  expect(readdirSync(broken)).not.toContain("cursor");
  expect(files()).toEqual(readdirSync(broken).filter((name) => name.endsWith(".json")));
  expect(readFileSync(join(folder, "cursor"), "utf8")).toBe(cursor);
});

test("react-query/main.ts renders the five newest leads, and what went wrong", async () => {
  const newest = (await all()).slice(0, 5).map(({ id, name, email }) => name ?? email ?? id);
  const page = await runExample(env, "react-query/main.ts", chatbotId);
  expect([...page.matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text?.replaceAll("&#x27;", "'"))).toEqual(newest);
  expect(await runExample(env, "react-query/main.ts", "no-such-bot")).toContain("The server answered 404");
});

test("browser/ serves a page that reads leads, and has no key in it", async () => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = join(import.meta.dirname, "../browser");
  const page = await createPage({ root: folder, server: { port: 0 }, cacheDir: temporaryFolder(), logLevel: "error" });
  onTestFinished(() => page.close());
  await page.listen();
  const [origin = ""] = page.resolvedUrls?.local ?? [];
  const texts = await Promise.all(["", "page.ts"].map(async (path) => await (await fetch(origin + path)).text()));
  expect(texts[0]).toContain('src="/page.ts"');
  expect(texts[1]).toContain("createClient");
  expect(texts.join("")).not.toContain(demo.apiKey);
  // As the page asks: the key is added on the way.
  const client = createClient({ apiKey: "added-by-the-web-server", baseUrl: `${origin}api/v1` });
  expect((await client.leads.list({ chatbotId, size: 50 })).items).toEqual((await all()).slice(0, 50));
});

test("every example is in the README with its command, and no other", () => {
  const folder = join(import.meta.dirname, "..");
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const others = ["command.ts", "vitest.config.ts"];
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !others.includes(name));
  const named = [...readme.matchAll(/examples\/([\w-]+\.ts)/g)].map(([, name = ""]) => name);
  expect([...new Set(named)].toSorted()).toEqual(files.toSorted());
  for (const other of ["react-query/main.ts", "vite browser"]) expect(readme).toContain(other);
});
