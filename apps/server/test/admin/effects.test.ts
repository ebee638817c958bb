/** What the operations of the admin API do to what the API answers. */
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { demo, openStore } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { type AdminServer, adminServer } from "./support/admin-server.ts";

const { apiKey, chatbotId } = demo;
const everything = `chatbotId=${chatbotId}&size=1000`;

async function idsOf(server: AdminServer, query = everything, key: string = apiKey): Promise<string[]> {
  const answer = await server.leads(query, key);
  const { collectedCustomers } = (await answer.json()) as { collectedCustomers: { id: string }[] };
  return collectedCustomers.map(({ id }) => id);
}

async function statusOf(server: AdminServer, key: string = apiKey): Promise<number> {
  return (await server.leads(`${everything}&page=2`, key)).status;
}

test("an account, its chatbot, its key and its leads, from nothing to the API and back", async () => {
  const server = adminServer();
  const { id: accountId } = await server.get<{ id: string }>("POST", "/accounts", { name: "New" });
  const { id: bot } = await server.get<{ id: string }>("POST", "/chatbots", { accountId, name: "Bot" });
  const { id, key } = await server.get<{ id: string; key: string }>("POST", "/keys", { accountId });
  const leads = [{ id: "a", created_at: "2024-01-01T00:00:00Z" }, { id: "b", name: "B" }, { email: "c@example.com" }];
  const { ids } = await server.get<{ ids: string[] }>("POST", "/leads", { chatbotId: bot, leads });
  expect(await idsOf(server, `chatbotId=${bot}`, key)).toHaveLength(3);
  expect(new Set(await idsOf(server, `chatbotId=${bot}`, key))).toEqual(new Set(ids));
  expect((await server.leads(`chatbotId=${bot}`, apiKey)).status).toBe(404);
  const query = `?chatbotId=${bot}&id=a&id=${ids[2]}`;
  expect(await server.get("DELETE", `/leads${query}`)).toEqual({ deleted: 2 });
  expect(await idsOf(server, `chatbotId=${bot}`, key)).toEqual(["b"]);
  expect((await server.ask("DELETE", `/keys/${id}`)).status).toBe(204);
  expect(await statusOf(server, key)).toBe(401);
  expect((await server.ask("DELETE", `/chatbots/${bot}`)).status).toBe(204);
  expect((await server.ask("DELETE", `/chatbots/${bot}`)).status).toBe(404);
});

test("a chatbot whose id is as long as it may be can be deleted, and only with the token", async () => {
  const server = adminServer();
  const [{ id: accountId }] = demo.accounts;
  const id = "b".repeat(128);
  await server.get("POST", "/chatbots", { id, accountId, name: "Bot" });
  const stranger = await server.ask("DELETE", `/chatbots/${id}`, undefined, { authorization: "Bearer nobody" });
  expect(stranger.status).toBe(401);
  expect((await server.ask("DELETE", `/keys/${"k".repeat(7_000)}`)).status).toBe(404);
  expect((await server.ask("DELETE", `/chatbots/${id}`)).status).toBe(204);
});

test("a text with half a character, which UTF-8 cannot write, is refused", async () => {
  const server = adminServer();
  const lead = (text: string): string => `{"chatbotId":"${chatbotId}","leads":[{"name":"${text}"}]}`;
  for (const text of [String.raw`\ud800`, String.raw`\uDFFF!`, String.raw`\ud83d\ud83d\ude00`])
    expect((await server.ask("POST", "/leads", lead(text))).status).toBe(400);
  for (const text of [String.raw`\ud83d\ude00`, String.raw`\\ud800`])
    expect((await server.ask("POST", "/leads", lead(text))).status).toBe(201);
});

test("leads that are there already are known, and one bad lead keeps all out", async () => {
  const server = adminServer();
  const lead = { id: "a", created_at: "2030-01-01T00:00:00Z", name: "A" };
  const body = { chatbotId, leads: [lead, lead] };
  expect(await server.get("POST", "/leads", body)).toEqual({ ids: ["a", "a"], added: 1, known: 1 });
  const refused = await server.ask("POST", "/leads", {
    chatbotId,
    leads: [
      { ...lead, id: "b" },
      { ...lead, name: "C" },
    ],
  });
  expect(await refused.json()).toEqual({
    message: "Conflict: the id of leads[1] is that of another lead with other content.",
  });
  expect((await idsOf(server)).slice(0, 1)).toEqual(["a"]);
});

test("an import names bad rows by line and field, never by value, and imports none of the file", async () => {
  const server = adminServer();
  const before = await idsOf(server);
  const rows = ["good@example.com,2024-01-01T00:00:00Z", "canary,2024-01-01T00:00:00Z", "x@example.com,canary"];
  const type = { "content-type": "text/csv; charset=utf-8" };
  const csv = `email,created_at\n${rows.join("\n")}\n`;
  const refused = await server.ask("POST", `/import?chatbotId=${chatbotId}`, csv, type);
  expect(await refused.json()).toEqual({
    message:
      "Invalid request data: 2 of 3 rows cannot be imported. line 3: email must be an e-mail address such as john@example.com; line 4: created_at must be an RFC 3339 date-time such as 2024-01-01T12:00:00Z.",
  });
  for (const body of ["canary\nx\n", "", "[]"]) {
    const answer = await server.ask("POST", `/import?chatbotId=${chatbotId}`, body, type);
    expect(await answer.text()).not.toMatch(/canary|tmp|body/);
  }
  expect(await idsOf(server)).toEqual(before);
});

test("a reset brings every page of the demo data back, and what was made is gone", async () => {
  const server = adminServer();
  const before = await idsOf(server, `${everything}&page=2`);
  const { key } = await server.get<{ key: string }>("POST", "/keys", { accountId: demo.accounts[0].id });
  await server.get("POST", "/leads", { chatbotId, leads: [{ id: "new" }] });
  expect(await statusOf(server, key)).toBe(200);
  expect(await idsOf(server, `${everything}&page=2`)).not.toEqual(before);
  expect(await server.get("POST", "/reset")).toEqual({ accounts: 2, chatbots: 4, leads: 5_000 });
  expect(await idsOf(server, `${everything}&page=2`)).toEqual(before);
  expect(await statusOf(server, key)).toBe(401);
});

describe.each(["memory", "file"])("snapshots of a store in a %s", (place) => {
  const open = () => openStore(place === "memory" ? ":memory:" : join(temporaryFolder(), "leads.db"));

  test("going back brings all of it back, again and again", async () => {
    const server = adminServer({}, open());
    await server.get("POST", "/leads", { chatbotId, leads: [{ id: "kept" }] });
    await server.get("POST", "/snapshots", { name: "one" });
    const before = await idsOf(server, `${everything}&page=2`);
    for (const round of ["a", "b"]) {
      await server.get("POST", "/leads", { chatbotId, leads: [{ id: round }, { id: `${round}${round}` }] });
      expect(await idsOf(server, `${everything}&page=2`)).not.toEqual(before);
      await server.ask("DELETE", `/chatbots/${demo.accounts[1]?.chatbots[0]?.id}`);
      expect(await server.get("POST", "/snapshots/one/restore")).toEqual({ accounts: 2, chatbots: 4, leads: 5_001 });
      expect(await idsOf(server, `${everything}&page=2`)).toEqual(before);
    }
  });

  test("one that is deleted before its turn to be restored has come is not there, and leaves nothing", async () => {
    const server = adminServer({}, open());
    await server.get("POST", "/snapshots", { name: "one" });
    const restores = [1, 2].map(() => server.ask("POST", "/snapshots/one/restore"));
    const deleted = await server.ask("DELETE", "/snapshots/one");
    const statuses = (await Promise.all(restores)).map(({ status }) => status);
    expect([deleted.status, statuses[1]]).toEqual([204, 404]);
    expect(await server.get("GET", "/snapshots")).toEqual({ snapshots: [] });
  });

  test("of several snapshots of one name at once, one is made", async () => {
    const server = adminServer({}, open());
    const answers = await Promise.all([1, 2, 3].map(() => server.ask("POST", "/snapshots", { name: "one" })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test("a page is found where it is, however much it was elsewhere before", async () => {
    const server = adminServer({}, open());
    await server.get("POST", "/snapshots", { name: "one" });
    for (const count of [400, 3, 150]) {
      const leads = Array.from({ length: count }, (_, number) => ({ id: `new${number}` }));
      await server.get("POST", "/leads", { chatbotId, leads });
      const first = await idsOf(server);
      expect(await idsOf(server, `chatbotId=${chatbotId}&size=500&page=2`)).toEqual(first.slice(500));
      await server.get("POST", "/snapshots/one/restore");
    }
  });

  test("nobody reads half of it: each page is of the one state or the other", async () => {
    const server = adminServer({}, open());
    await server.get("POST", "/snapshots", { name: "full" });
    const full = (await idsOf(server)).join();
    await server.get("POST", "/leads", { chatbotId, leads: [{ id: "later" }] });
    const later = (await idsOf(server)).join();
    const restoring = server.get("POST", "/snapshots/full/restore");
    const seen = new Set<string>();
    const over = restoring.then(() => true);
    while (!(await Promise.race([over, idsOf(server).then((ids) => void seen.add(ids.join()))])));
    expect([...seen].every((page) => page === full || page === later)).toBe(true);
    expect((await idsOf(server)).join()).toBe(full);
  });
});

test("faults are those that were set, the same after each set, and none after a clear", async () => {
  const server = adminServer();
  const draw = async () => {
    await server.get("PUT", "/faults", { faults: { code: "503@0.5" } });
    const statuses: number[] = [];
    for (let index = 0; index < 20; index += 1) statuses.push(await statusOf(server));
    return statuses;
  };
  const drawn = await draw();
  expect(new Set(drawn)).toEqual(new Set([200, 503]));
  expect(await draw()).toEqual(drawn);
  expect((await server.ask("PUT", "/faults", { faults: { code: "nothing" } })).status).toBe(400);
  expect(await server.get("GET", "/faults")).toMatchObject({ active: ["code=503@0.5"] });
  await server.get("DELETE", "/faults");
  for (let index = 0; index < 20; index += 1) expect(await statusOf(server)).toBe(200);
});

describe("the clock", () => {
  test("decides when a key expires", async () => {
    const server = adminServer();
    await server.get("PUT", "/clock", { now: "2030-01-01T00:00:00Z", frozen: true });
    const body = { accountId: demo.accounts[0].id, expires: "1d" };
    const { key, expiresAt } = await server.get<{ key: string; expiresAt: string }>("POST", "/keys", body);
    expect(expiresAt).toBe("2030-01-02T00:00:00.000Z");
    await server.get("PUT", "/clock", { moveBy: "86399999ms" });
    expect(await statusOf(server, key)).toBe(200);
    expect(await server.get("PUT", "/clock", { moveBy: "1ms" })).toEqual({ now: expiresAt, frozen: true });
    expect(await statusOf(server, key)).toBe(401);
    await server.get("PUT", "/clock", { moveBy: "-1d" });
    expect(await statusOf(server, key)).toBe(200);
  });

  test("decides when a limit ends, and what Date and new leads say", async () => {
    const server = adminServer({ rateLimit: "2/m" });
    await server.get("PUT", "/clock", { now: "2030-01-01T00:00:00Z", frozen: true });
    expect([await statusOf(server), await statusOf(server), await statusOf(server)]).toEqual([200, 200, 429]);
    const limited = await server.leads(everything, apiKey);
    expect(limited.headers.get("retry-after")).toBe("60");
    expect(limited.headers.get("date")).toBe("Tue, 01 Jan 2030 00:00:00 GMT");
    await server.get("PUT", "/clock", { moveBy: "1m" });
    await server.get("POST", "/leads", { chatbotId, leads: [{ id: "new" }] });
    const page = await server.leads(`chatbotId=${chatbotId}&size=1`, apiKey);
    expect(await page.json()).toMatchObject({
      collectedCustomers: [{ id: "new", created_at: "2030-01-01T00:01:00.000Z" }],
    });
    await server.get("DELETE", "/clock");
    // The window that began in 2030 is none of this time.
    expect(await statusOf(server)).toBe(200);
  });

  test("takes days that exist only, and stops at the last that can be written", async () => {
    const server = adminServer();
    for (const now of ["2030-02-30T00:00:00Z", "9999-12-31T23:59:59-01:00"]) {
      const refused = await server.ask("PUT", "/clock", { now });
      expect({ now, status: refused.status }).toEqual({ now, status: 400 });
    }
    const last = "9999-12-31T23:59:59.999Z";
    await server.get("PUT", "/clock", { now: last });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await server.get("GET", "/clock")).toEqual({ now: last, frozen: false });
  });
});

test("an import clears away what the upload of a killed process has left", async () => {
  // No process has this number: it is beyond the system's greatest.
  const leftover = join(tmpdir(), "chatbase-import-99999999-left");
  mkdirSync(leftover, { recursive: true });
  const server = adminServer();
  const csv = "id,created_at\na,2024-01-01T00:00:00Z\n";
  const answer = await server.ask("POST", `/import?chatbotId=${chatbotId}`, csv, { "content-type": "text/csv" });
  expect(answer.status).toBe(200);
  expect(existsSync(leftover)).toBe(false);
});
