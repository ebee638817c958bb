/** 2,000 leads with marked values, and marked keys: they come out in pages of their own account, and stand in the database. Nowhere else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demo } from "../../src/index.ts";
import authorizations from "../vectors/authorization.json" with { type: "json" };
import framing from "../vectors/framing.json" with { type: "json" };
import parameters from "../vectors/parameters.json" with { type: "json" };
import { fill, getLeadsPath, withWire } from "../http/support/servers.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** In every field of every lead, with the number of the lead behind it. */
const canary = "canary7c31f";
const token = "a-token-of-these-tests-0001";
const leads = 2_000;

/** What the server has said where nothing of a lead has to be. */
const said: { readonly where: string; readonly text: string }[] = [];
let pages = "";
let log = "";
let output = "";
let key = "";
let folder = "";
let origin = "";

function leadOf(number: number): string {
  const id = `${canary}-${number}`;
  const day = String(1 + (number % 28)).padStart(2, "0");
  const created_at = `2024-01-${day}T00:00:00Z`;
  return JSON.stringify({ id, name: id, email: `${id}@example.com`, phone: id, created_at });
}

async function admin(method: string, path: string, body?: string, type = "application/json"): Promise<Response> {
  const answer = await fetch(`${origin}/_admin${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": type }) },
    ...(body !== undefined && { body }),
  });
  // What creates a key shows it, and the ids of leads come back to who has sent them.
  if (path !== "/keys" && path !== "/leads")
    said.push({ where: `${method} ${path}`, text: await answer.clone().text() });
  return answer;
}

async function start(): Promise<() => Promise<void>> {
  const flags = [
    "--port",
    "0",
    "--store",
    join(folder, "reference.db"),
    "--log-level",
    "debug",
    "--failed-key-limit",
    "none",
  ];
  const child = spawn(process.execPath, [main, "start", ...flags], {
    cwd: folder,
    env: { ...process.env, CHATBASE_ADMIN_TOKEN: token },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = text(child.stderr);
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
  });
  while (!output.includes("Stop with")) await once(child.stdout, "data");
  [, origin = ""] = /Spec +(http:\/\/[\d.:]+)\/openapi\.json/.exec(output) ?? [];
  return async () => {
    child.kill("SIGTERM");
    log = await written;
  };
}

async function raw(request: string): Promise<void> {
  await withWire(origin, async (wire) => {
    wire.send(request);
    const answer = await wire.next(request.split(" ", 1)[0]);
    said.push({ where: request.slice(0, 80), text: answer.status === 200 ? "" : JSON.stringify(answer) });
  });
}

/** Requests that carry marked values into every place of a request. */
async function askEverything(chatbotId: string): Promise<void> {
  const target = `${getLeadsPath}?chatbotId=${chatbotId}&size=1000`;
  const headers = { authorization: `Bearer ${key}` };
  for (const page of [1, 2, 3]) pages += await (await fetch(`${origin}${target}&page=${page}`, { headers })).text();
  const bearer = `Host: x\r\nAuthorization: Bearer ${key}\r\n\r\n`;
  for (const name of ["startDate", "endDate", "page", "size", "chatbotID", canary])
    await raw(`GET ${getLeadsPath}?chatbotId=${chatbotId}&${name}=${canary} HTTP/1.1\r\n${bearer}`);
  await raw(`GET /${canary} HTTP/1.1\r\n${bearer}`);
  await raw(`GET ${target}&page=${canary} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${canary}\r\n\r\n`);
  for (const { request } of framing) await raw(fill(request));
  for (const query of parameters.flatMap(({ queries }) => queries))
    await raw(`GET ${getLeadsPath}?${fill(query).replace(demo.chatbotId, chatbotId)} HTTP/1.1\r\n${bearer}`);
  for (const fields of authorizations.flatMap((rule) => rule.authorizations)) {
    const lines = fields.map((field) => `Authorization: ${fill(field)}\r\n`).join("");
    await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\n${lines}\r\n`);
  }
}

/** Faults may repeat a page, but not into the log. */
async function askWithFaults(chatbotId: string): Promise<void> {
  for (const fault of ["malformed", "truncate", "shift=2", "content-type=text/html", "code=500"]) {
    const url = `${origin}${getLeadsPath}?chatbotId=${chatbotId}`;
    const headers = { authorization: `Bearer ${key}`, prefer: fault };
    await fetch(url, { headers })
      .then((answer) => answer.text())
      .catch(() => {});
  }
}

async function askAdmin(chatbotId: string): Promise<void> {
  const rows = `id,email\n${canary},${canary}\n`;
  await admin("POST", `/import?chatbotId=${chatbotId}`, rows, "text/csv");
  await admin("POST", `/import?chatbotId=${chatbotId}`, `${canary}\n`, "text/csv");
  await admin("POST", `/import?chatbotId=${chatbotId}`, `{"${canary}":1}\n{"id":"${canary}-1"`, "application/x-ndjson");
  const bad = { chatbotId, leads: [{ id: `${canary}-1`, name: "another", email: canary, [canary]: canary }] };
  const conflict = { chatbotId, leads: [{ id: `${canary}-1`, name: "another" }] };
  for (const body of [bad, conflict]) {
    const answer = await admin("POST", "/leads", JSON.stringify(body));
    said.push({ where: "a refused lead", text: await answer.text() });
  }
  await admin("POST", "/accounts", `{"name":"x","${canary}":"${canary}"}`);
  await admin("PUT", "/faults", `{"faults":{"${canary}":"${canary}"}}`);
  await admin("PUT", "/faults", `{"faults":{"code":"${canary}"}}`);
  await admin("PUT", "/faults", `{"faults":{"${canary}":[]}}`);
  await admin("GET", `/requests?limit=${canary}`);
  await admin("DELETE", `/chatbots/${canary}`);
  await admin("POST", "/snapshots", '{"name":"one"}');
  for (const path of [
    "/accounts",
    "/chatbots",
    "/faults",
    "/clock",
    "/requests?limit=1000",
    "/requests.har",
    "/metrics",
  ])
    await admin("GET", path);
  const listed = await admin("GET", "/keys");
  said.push({ where: "GET /keys", text: await listed.text() });
}

async function run(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "chatbase-canaries-"));
  const stop = await start();
  const made = (await (await admin("POST", "/keys", JSON.stringify({ accountId: demo.accounts[0].id }))).json()) as {
    key: string;
  };
  ({ key } = made);
  const bot = await admin("POST", "/chatbots", JSON.stringify({ accountId: demo.accounts[0].id, name: "Bot" }));
  const { id } = (await bot.json()) as { id: string };
  const rows = Array.from({ length: leads }, (_, number) => leadOf(number)).join("\n");
  expect((await admin("POST", `/import?chatbotId=${id}`, rows, "application/x-ndjson")).status).toBe(200);
  await askEverything(id);
  await askWithFaults(id);
  await askAdmin(id);
  await stop();
}

beforeAll(run, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("pages have all of them", () => {
  const found = new Set([...pages.matchAll(/"id":"(canary7c31f-\d+)"/g)].map(([, id]) => id));
  expect(found.size).toBe(leads);
});

test("so has the database, and no key", async () => {
  const files = ["reference.db", "reference.db-wal", "reference.db.snapshots/one.db"];
  const bytes = Buffer.concat(
    await Promise.all(files.map((file) => readFile(join(folder, file)).catch(() => Buffer.alloc(0)))),
  );
  expect(bytes.includes(`${canary}-1999`)).toBe(true);
  for (const secret of [key, token, demo.apiKey]) expect(bytes.includes(secret)).toBe(false);
});

test("no other answer has anything of them, nor a key", () => {
  expect(said.length).toBeGreaterThan(200);
  for (const secret of [canary, key, token])
    expect(said.filter((each) => each.text.includes(secret)).map(({ where }) => where)).toEqual([]);
});

test("nor has the log, with everything that it can say, or what the start shows", () => {
  expect(log.split("\n").length).toBeGreaterThan(200);
  for (const secret of [canary, key, token]) expect(log.includes(secret)).toBe(false);
  for (const secret of [canary, key, token]) expect(output.includes(secret)).toBe(false);
});
