/** Who guesses the admin token is told to wait, and nobody else. */
import { expect, test } from "vitest";
import { defaultConfig, demo } from "../../src/index.ts";
import { type AdminServer, adminServer } from "./support/admin-server.ts";

const query = `chatbotId=${demo.chatbotId}&size=1`;

async function statusFor(server: AdminServer, authorization: string): Promise<number> {
  return (await server.ask("GET", "/accounts", undefined, { authorization })).status;
}

test("too many wrong tokens are a 429 with a text of its own and the seconds to wait; the right one is served", async () => {
  const server = adminServer({ failedKeyLimit: "2/h" });
  const guesses = [];
  for (const guess of ["one", "two", "three"]) guesses.push(await statusFor(server, `Bearer ${guess}`));
  expect(guesses).toEqual([401, 401, 429]);
  const refused = await server.ask("GET", "/accounts", undefined, { authorization: "Bearer four" });
  expect(await refused.text()).toBe('{"message":"Too many invalid admin tokens."}');
  expect(refused.headers.has("www-authenticate")).toBe(false);
  const wait = Number(refused.headers.get("retry-after"));
  expect(Number.isInteger(wait) && wait > 3_500 && wait <= 3_600).toBe(true);
  expect((await server.ask("GET", "/accounts")).status).toBe(200);
});

test("clients of the API are not concerned, nor their guesses counted with these", async () => {
  const server = adminServer({ failedKeyLimit: "1/h" });
  const asked = [];
  for (let guess = 0; guess < 3; guess += 1) asked.push(await statusFor(server, "Bearer guess"));
  expect(asked).toEqual([401, 429, 429]);
  expect((await server.leads(query, demo.apiKey)).status).toBe(200);
  const guessed = [];
  for (let guess = 0; guess < 2; guess += 1) guessed.push((await server.leads(query, "guess")).status);
  expect(guessed).toEqual([401, 429]);
});

test("what is no bearer token is nobody's guess", async () => {
  const server = adminServer({ failedKeyLimit: "1/h" });
  for (const authorization of ["Bearer", "Basic bm9ib2R5", "guess", "Bearer one two"])
    expect(await statusFor(server, authorization)).toBe(401);
  expect([await statusFor(server, "Bearer guess"), await statusFor(server, "Bearer guess")]).toEqual([401, 429]);
});

test("a clock that was stopped by the admin API makes nobody wait for ever", async () => {
  const server = adminServer({ failedKeyLimit: "1/s" });
  await server.ask("PUT", "/clock", { now: "2030-01-01T00:00:00Z", frozen: true });
  // Not two: the second of them may come a second later.
  const statuses = [];
  for (let guess = 0; guess < 20; guess += 1) statuses.push(await statusFor(server, "Bearer guess"));
  expect(statuses).toContain(429);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await statusFor(server, "Bearer guess")).toBe(401);
});

test("the limit is that of unknown keys: as many as a team's tests send, or none", async () => {
  expect(defaultConfig.failedKeyLimit).toBe("90/m");
  const server = adminServer({ failedKeyLimit: "none" });
  for (let guess = 0; guess < 200; guess += 1) expect(await statusFor(server, `Bearer ${guess}`)).toBe(401);
});
