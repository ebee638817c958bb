import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { Hooks, RequestEvent } from "../src/index.ts";
import { all, chatbotId, failure, fakeApi, leads, page, refusal, testKey } from "./support/fake-api.ts";

/** Hooks that write down what they are told, in order. */
function recorder() {
  const told: { name: keyof Hooks; event: Record<string, unknown> }[] = [];
  const keep = (name: keyof Hooks) => (event: object) => void told.push({ name, event: { ...event } });
  const hooks: Hooks = {
    onRequest: keep("onRequest"),
    onResponse: keep("onResponse"),
    onRetry: keep("onRetry"),
    onSettled: keep("onSettled"),
  };
  return { told, hooks, names: () => told.map(({ name }) => name) };
}

const quick = { maxRetries: 3, retry: { baseDelay: 0 } };

describe("hooks", () => {
  test("are told of every request, answer, retry and end, in order", async () => {
    const { told, hooks, names } = recorder();
    const answer = (_: unknown, n: number) =>
      n === 1 ? Promise.reject(new TypeError("fetch failed")) : page(leads(1, 1), { "x-request-id": "req_2" });
    await fakeApi(answer, { ...quick, hooks }).client.leads.list({ chatbotId });
    expect(names()).toEqual(["onRequest", "onRetry", "onRequest", "onResponse", "onSettled"]);
    const call = { callId: 1, operationId: "getLeads", method: "GET", path: "/api/v1/get-leads" };
    for (const { event } of told) expect(event).toMatchObject(call);
    expect(told.map(({ event }) => event["attempt"])).toEqual([1, 1, 2, 2, 2]);
    const [, retry, , response, settled] = told.map(({ event }) => event);
    expect(retry).toMatchObject({ delay: 0, error: { name: "ConnectionError", attempts: 1 } });
    expect(response).toMatchObject({ status: 200, requestId: "req_2" });
    expect(settled).toMatchObject({ attempts: 2, status: 200, error: undefined });
    for (const { duration } of [response, settled] as { duration: number }[])
      expect(duration).toBeGreaterThanOrEqual(0);
  });

  test("are told how a call failed, with the error that is thrown", async () => {
    const { told, hooks, names } = recorder();
    const error = await failure(fakeApi(() => refusal(404, "no"), { hooks }).client.leads.list({ chatbotId }));
    expect(names()).toEqual(["onRequest", "onResponse", "onSettled"]);
    expect(told[2]?.event).toMatchObject({ attempts: 1, status: 404 });
    expect(told[2]?.event["error"]).toBe(error);
    const aborted = recorder();
    const { client } = fakeApi(() => page([]), { hooks: aborted.hooks });
    await failure(client.leads.list({ chatbotId }, { signal: AbortSignal.abort() }));
    expect(aborted.told).toMatchObject([
      { name: "onSettled", event: { attempts: 0, error: { name: "AbortedError" } } },
    ]);
  });

  test("an attempt without an answer has nothing of the answer before it", async () => {
    const { told, hooks } = recorder();
    const answer = (_: unknown, n: number) =>
      n === 1 ? refusal(503, "no", { "x-request-id": "req_1" }) : Promise.reject(new TypeError("fetch failed"));
    const { client } = fakeApi(answer, { maxRetries: 1, retry: { baseDelay: 0 }, hooks });
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "ConnectionError", attempts: 2, requestId: undefined });
    expect(String(error)).not.toContain("req_1");
    const [, , , second, settled] = told.map(({ event }) => event);
    for (const event of [second, settled]) expect(event).not.toHaveProperty("requestId");
    expect(settled).toMatchObject({ attempts: 2, status: undefined });
  });

  test("tell the calls of a walk, and of a copy, apart", async () => {
    const { told, hooks } = recorder();
    const { client } = fakeApi((_, n) => page(n === 1 ? leads(1, 2) : []), { hooks });
    await all(client.leads.list({ chatbotId }));
    await client.with({ timeout: 1_000 }).leads.list({ chatbotId });
    expect([...new Set(told.map(({ event }) => event["callId"]))]).toEqual([1, 2, 3]);
  });

  test("can add headers, and see neither key nor query", async () => {
    const seen: RequestEvent[] = [];
    const onRequest = (event: RequestEvent) => {
      seen.push(event);
      event.headers["traceparent"] = "00-abc-def-01";
    };
    const { client, sent } = fakeApi(() => page([]), { hooks: { onRequest }, userAgent: "crm/1" });
    await client.leads.list({ chatbotId });
    expect(sent[0]?.init.headers).toEqual({
      accept: "application/json",
      "user-agent": "crm/1",
      traceparent: "00-abc-def-01",
      authorization: `Bearer ${testKey}`,
    });
    expect(inspect(seen)).not.toContain(testKey);
    expect(inspect(seen)).not.toContain(chatbotId);
  });

  test.each<[string, () => unknown]>([
    [
      "throw",
      () => {
        throw new Error("broken hook");
      },
    ],
    ["reject", () => Promise.reject(new Error("broken hook"))],
  ])("that %s change nothing, and the logger is told", async (_, broken) => {
    const warned: unknown[] = [];
    const logger = { debug: () => undefined, warn: (text: string, fields: object) => warned.push([text, fields]) };
    const hooks = { onRequest: broken, onResponse: broken, onRetry: broken, onSettled: broken };
    const { client } = fakeApi((_, n) => (n === 1 ? refusal(500, "no") : page([])), { ...quick, hooks, logger });
    expect((await client.leads.list({ chatbotId })).items).toEqual([]);
    await failure(
      client.with({ logger: undefined }).leads.list({ chatbotId, page: 2 }, { signal: AbortSignal.abort() }),
    );
    const texts = warned.map((entry) => (entry as [string])[0]).filter((text) => text.endsWith("failed"));
    expect(new Set(texts)).toEqual(
      new Set(["onRequest failed", "onResponse failed", "onRetry failed", "onSettled failed"]),
    );
  });
});

test("the logger gets answers and retries, without key, query or leads", async () => {
  const lines: unknown[] = [];
  const logger = {
    debug: (text: string, fields: object) => lines.push(["debug", text, fields]),
    warn: (text: string, fields: object) => lines.push(["warn", text, fields]),
  };
  const { client } = fakeApi((_, n) => (n === 1 ? refusal(401 + 102, `${testKey} is slow`) : page(leads(1, 2))), {
    ...quick,
    logger,
  });
  await client.leads.list({ chatbotId });
  expect(lines).toMatchObject([
    ["debug", "/api/v1/get-leads 503", { attempt: 1, status: 503 }],
    ["warn", "retry in 0 ms", { error: { name: "ServerError" } }],
    ["debug", "/api/v1/get-leads 200", { attempt: 2, status: 200 }],
  ]);
  const shown = inspect(lines, { depth: null, showHidden: true });
  for (const secret of [testKey, chatbotId, "Person", "lead_1"]) expect(shown).not.toContain(secret);
});
