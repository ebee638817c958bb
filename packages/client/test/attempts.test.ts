import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { chatbotId, failure, fakeApi, leads, page, refusal } from "./support/fake-api.ts";

const quick = { maxRetries: 3, retry: { baseDelay: 0 } };
const reset = () => Promise.reject(new TypeError("fetch failed"));
const body = JSON.stringify({ collectedCustomers: leads(1, 2) });
const json = { "content-type": "application/json" };

describe("a call is tried again", () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ...[408, 429, 500, 502, 503, 504].map((status): [string, () => Response] => [
      String(status),
      () => refusal(status, "no"),
    ]),
    ["a connection that breaks", reset],
    ["a cut answer", () => new Response(body.slice(0, 20), { headers: json })],
  ])("after %s, and then is a page like any other", async (_, fail) => {
    const { client, sent } = fakeApi((_, n) => (n <= 3 ? fail() : page(leads(1, 2))), quick);
    expect((await client.leads.list({ chatbotId })).items).toEqual(leads(1, 2));
    expect(sent).toHaveLength(4);
  });

  test("until maxRetries is reached: the error has the number of requests", async () => {
    const { client, sent } = fakeApi(() => refusal(503, "busy"), quick);
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "ServerError", status: 503, attempts: 4, retryable: true });
    expect(String(error)).toMatch(/Sent 4 times\.$/);
    expect(sent).toHaveLength(4);
  });

  test.each([400, 401, 403, 404, 405, 410, 422, 501, 505])("not after %d", async (status) => {
    const { client, sent } = fakeApi(() => refusal(status, "no"), quick);
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ status, attempts: 1, retryable: false });
    expect(sent).toHaveLength(1);
  });

  test("not after an answer that breaks the contract", async () => {
    const { client, sent } = fakeApi(() => Response.json({ customers: [] }), quick);
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ name: "ContractError", retryable: false });
    expect(sent).toHaveLength(1);
  });

  test("after a timeout of one attempt", async () => {
    const { client, sent } = fakeApi((_, n) => (n === 1 ? new Promise(() => undefined) : page([])), {
      ...quick,
      timeout: 10,
    });
    await client.leads.list({ chatbotId });
    expect(sent).toHaveLength(2);
  });
});

describe("a server that is down", () => {
  test("gets at most 1.05 requests per call", async () => {
    const { client, sent } = fakeApi(reset, quick);
    for (let call = 0; call < 100; call++) await failure(client.leads.list({ chatbotId }));
    expect(sent.length).toBeLessThanOrEqual(105);
  });

  test("also over many copies of the client at once, when it answers 503 with Retry-After", async () => {
    const { client, sent } = fakeApi(() => refusal(503, "no", { "retry-after": "0" }), quick);
    const calls = Array.from({ length: 100 }, () => failure(client.with({}).leads.list({ chatbotId })));
    await Promise.all(calls);
    expect(sent.length).toBeLessThanOrEqual(105);
  });

  test("does not count against a server at another address", async () => {
    const { client, sent } = fakeApi(reset, quick);
    for (let call = 0; call < 5; call++) await failure(client.leads.list({ chatbotId }));
    const before = sent.length;
    await failure(client.with({ baseUrl: "https://h.example" }).leads.list({ chatbotId }));
    expect(sent.length - before).toBe(4);
  });

  test("is asked as often as the budget of a copy says, and that of the client stays what it was", async () => {
    const { client, sent } = fakeApi((_, n) => (n > 8 && n < 14 ? page([]) : reset()), { ...quick, maxRetries: 7 });
    await failure(client.with({ retry: { budget: 100 } }).leads.list({ chatbotId }));
    expect(sent).toHaveLength(8);
    const careful = client.with({ retry: { budget: 0 } });
    for (let call = 0; call < 5; call++) await careful.leads.list({ chatbotId });
    await failure(careful.leads.list({ chatbotId }));
    expect(sent).toHaveLength(14);
    await failure(client.leads.list({ chatbotId }));
    expect(sent).toHaveLength(20);
  });

  test("gets its retries back once it answers again", async () => {
    let down = true;
    const { client, sent } = fakeApi((_, n) => (down || n % 2 === 0 ? reset() : page([])), quick);
    for (let call = 0; call < 5; call++) await failure(client.leads.list({ chatbotId }));
    down = false;
    // Each call here needs one retry at most. What succeeds gives back what it took, and a little more.
    for (let call = 0; call < 60; call++) await client.leads.list({ chatbotId }).catch(() => undefined);
    const before = sent.length;
    for (let call = 0; call < 20; call++) await client.leads.list({ chatbotId });
    expect(sent.length - before).toBeGreaterThan(30);
  });

  test("is not one that says when to come back: a 429 with Retry-After costs no budget", async () => {
    const { client } = fakeApi((_, n) => (n % 4 === 0 ? page([]) : refusal(429, "slow", { "retry-after": "0" })), {
      ...quick,
      retry: { baseDelay: 0, budget: 0 },
    });
    for (let call = 0; call < 20; call++) expect((await client.leads.list({ chatbotId })).items).toEqual([]);
  });
});

describe("Retry-After beyond maxRetryAfter", () => {
  test("is a RateLimitError at once, with the time", async () => {
    const { client, sent } = fakeApi(() => refusal(429, "slow down", { "retry-after": "3600" }), quick);
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "RateLimitError", retryAfterMs: 3_600_000, attempts: 1, retryable: true });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(sent).toHaveLength(1);
  });

  test("is a question of the option", async () => {
    const { client, sent } = fakeApi(() => refusal(429, "slow down", { "retry-after": "1" }), {
      maxRetries: 3,
      retry: { maxRetryAfter: 999 },
    });
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ retryAfterMs: 1_000 });
    expect(sent).toHaveLength(1);
  });
});

describe("a wait", () => {
  test("ends with the signal: no request after it, no listener and no timer left", async () => {
    const controller = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const { client, sent } = fakeApi(() => refusal(429, "slow", { "retry-after": "50" }), {
      maxRetries: 3,
      hooks: { onRetry: () => void setImmediate(() => controller.abort("enough")) },
    });
    const error = await failure(client.leads.list({ chatbotId }, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortedError", cause: "enough", attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect(timers()).toBe(before);
  });

  test("that totalTimeout would cut off is not begun: the error is the one that caused it", async () => {
    const { client, sent } = fakeApi(() => refusal(503, "busy", { "retry-after": "2" }), {
      maxRetries: 3,
      totalTimeout: 1_000,
    });
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ name: "ServerError", retryAfterMs: 2_000 });
    expect(sent).toHaveLength(1);
  });
});

test("totalTimeout bounds the attempts together, and says so", async () => {
  const options = { maxRetries: 100, retry: { baseDelay: 0, budget: 1_000 }, timeout: 40, totalTimeout: 800 };
  const { client, sent } = fakeApi(() => new Promise(() => undefined), options);
  const error = await failure(client.leads.list({ chatbotId }));
  expect(error).toMatchObject({ name: "TimeoutError", attempts: sent.length });
  // Timers may be late, and are never early.
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.length).toBeLessThanOrEqual(21);
  const alone = fakeApi(() => new Promise(() => undefined), { ...options, timeout: 10_000 });
  expect(String(await failure(alone.client.leads.list({ chatbotId })))).toContain("within 800 ms. Raise totalTimeout");
});
