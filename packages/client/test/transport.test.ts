import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { AbortedError, ConnectionError, ContractError, TimeoutError } from "../src/index.ts";
import { all, chatbotId, failure, fakeApi, lead, leads, page, type Sent, testKey } from "./support/fake-api.ts";

const json = { "content-type": "application/json" };
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
const never = () => new Promise<Response>(() => undefined);

test("a request is the operation of the spec, the key in its header and nowhere else", async () => {
  const { client, sent } = fakeApi(() => page([]), { baseUrl: "http://127.0.0.1:4010/api/v1" });
  await client.leads.list({ chatbotId, startDate: "2024-01-01", endDate: new Date(0), page: 2, size: 30 });
  expect(sent).toHaveLength(1);
  const { url, init } = sent[0] as Sent;
  expect(url.href).toBe(
    `http://127.0.0.1:4010/api/v1/get-leads?chatbotId=${chatbotId}&startDate=2024-01-01&endDate=1970-01-01&page=2&size=30`,
  );
  expect(init).toMatchObject({ method: "GET", redirect: "manual" });
  expect(init.headers).toEqual({ accept: "application/json", authorization: `Bearer ${testKey}` });
  expect(init.signal.aborted).toBe(false);
});

describe("an answer that is no page is a ContractError", () => {
  const body = JSON.stringify({ collectedCustomers: leads(1, 2) });
  test.each<[string, () => Response, string]>([
    [
      "HTML",
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
      "Content-Type application/json",
    ],
    ["JSON sent as text", () => new Response(body), "Content-Type application/json"],
    ["no content type", () => new Response(new TextEncoder().encode(body)), "Content-Type application/json"],
    [
      "a type that only begins so",
      () => new Response(body, { headers: { "content-type": "application/jsonp" } }),
      "Type",
    ],
    [
      "an empty body by its length",
      () => new Response("", { headers: { ...json, "content-length": "0" } }),
      "expected JSON.",
    ],
    ["brackets in a string only", () => new Response('"[{"x', { headers: json }), "expected JSON."],
    ["more closed than open", () => new Response(`${body}]`, { headers: json }), "expected JSON."],
    ["two texts", () => new Response(body + body, { headers: json }), "expected JSON."],
    ["bad UTF-8", () => new Response(new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), { headers: json }), "expected UTF-8"],
    ["204", () => new Response(null, { status: 204 }), "expected status 200, got 204"],
    ["201", () => Response.json({ collectedCustomers: [] }, { status: 201 }), "expected status 200, got 201"],
    ["304", () => new Response(null, { status: 304 }), "redirects"],
    [
      "a redirect",
      () => Response.redirect("https://other.example/x?y=z", 307),
      "redirects to https://other.example. Correct baseUrl",
    ],
  ])("%s", async (_, answer, says) => {
    const error = await failure(fakeApi(answer).client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(ContractError);
    expect(error).toMatchObject({ pointer: "", operationId: "getLeads" });
    expect(String(error)).toContain("GET /api/v1/get-leads broke the contract");
    expect(String(error)).toContain(says);
  });

  test("and so is the redirect that a browser hides", async () => {
    const hidden = { status: 0, type: "opaqueredirect", headers: new Headers() } as Response;
    expect(String(await failure(fakeApi(() => hidden).client.leads.list({ chatbotId })))).toContain(
      "redirects. Correct baseUrl",
    );
  });
});

describe("an answer that was cut short is a ConnectionError: the same request may succeed", () => {
  const body = JSON.stringify({ collectedCustomers: [{ ...lead(1), name: 'Zoë "\\ 🦄 [{' }] });
  const bytes = new TextEncoder().encode(body);
  const cutShort = { message: "The answer was cut short" };
  const cuts = Array.from(bytes, (_, at) => bytes.slice(0, at));

  test("wherever it was cut", async () => {
    for (const cut of cuts) {
      const error = await failure(fakeApi(() => new Response(cut, { headers: json })).client.leads.list({ chatbotId }));
      expect(error, `${cut.length} bytes`).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({
        status: 200,
        retryable: true,
        attempts: 1,
        cause: cutShort,
      });
    }
  });

  test.each(["  \n", ""])("also when it is %j", async (text) => {
    const error = await failure(fakeApi(() => new Response(text, { headers: json })).client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(ConnectionError);
  });

  test("and the next attempt gives the page", async () => {
    const { client, sent } = fakeApi((_, n) => new Response(n === 1 ? body.slice(0, -1) : body, { headers: json }), {
      maxRetries: 1,
      retry: { baseDelay: 0 },
    });
    expect((await client.leads.list({ chatbotId })).items).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });
});

describe("an answer that is a page", () => {
  const body = JSON.stringify({ collectedCustomers: [{ ...lead(1), name: "Zoë 🦄" }] });
  test.each<[string, () => Response]>([
    ["with a charset", () => new Response(body, { headers: { "content-type": "Application/JSON; charset=utf-8" } })],
    ["with a byte order mark", () => new Response(`\ufeff${body}`, { headers: json })],
    ["in chunks of one byte", () => new Response(byteByByte(body), { headers: json })],
  ])("%s", async (_, answer) => {
    const { items } = await fakeApi(answer).client.leads.list({ chatbotId });
    expect(items).toEqual([{ ...lead(1), name: "Zoë 🦄" }]);
  });
});

describe("maxResponseBytes", () => {
  const body = JSON.stringify({ collectedCustomers: leads(1, 3) });

  test("counts bytes, and allows exactly that many", async () => {
    const answer = () => new Response(body, { headers: json });
    const fits = fakeApi(answer, { maxResponseBytes: body.length });
    expect((await fits.client.leads.list({ chatbotId })).items).toHaveLength(3);
    const over = fakeApi(answer, { maxResponseBytes: body.length - 1 });
    const error = await failure(over.client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(ContractError);
    expect(String(error)).toContain(`expected at most ${body.length - 1} bytes`);
  });

  test("stops reading a stream without end, and lets go of it", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(++pulled && 1_000)) });
    const { client, sent } = fakeApi(() => new Response(endless, { headers: json }), { maxResponseBytes: 10_000 });
    expect(await failure(client.leads.list({ chatbotId }))).toBeInstanceOf(ContractError);
    expect(pulled).toBeLessThan(20);
    expect(sent[0]?.init.signal.aborted).toBe(true);
  });
});

describe("timeout", () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ["silence", never],
    ["headers and then silence", () => new Response(new ReadableStream(), { headers: json })],
    ["a refusal and then silence", () => new Response(new ReadableStream(), { headers: json, status: 500 })],
  ])("ends %s, also when fetch ignores its signal", async (_, answer) => {
    const { client, sent } = fakeApi(answer, { timeout: 20 });
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toContain("GET /api/v1/get-leads was not answered within 20 ms");
    expect(sent[0]?.init.signal.aborted).toBe(true);
  });

  test("leaves no timer behind", async () => {
    const before = timers();
    await fakeApi(() => page([])).client.leads.list({ chatbotId });
    await failure(fakeApi(() => Response.error()).client.leads.list({ chatbotId }));
    expect(timers()).toBe(before);
  });
});

describe("signal", () => {
  test("that is aborted already: nothing is sent, the reason is the cause", async () => {
    const { client, sent } = fakeApi(() => page([]));
    const reason = new Error("enough");
    const error = await failure(client.leads.list({ chatbotId }, { signal: AbortSignal.abort(reason) }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ name: "AbortedError", operationId: "getLeads", cause: reason });
    expect(sent).toHaveLength(0);
  });

  test("ends a call that hangs, and no listener stays on it", async () => {
    const controller = new AbortController();
    const { client } = fakeApi(never);
    const call = client.leads.list({ chatbotId }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 10);
    expect(await failure(call)).toMatchObject({ name: "AbortedError", cause: { name: "AbortError" } });
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  test("leaves no listener after a success either", async () => {
    const { signal } = new AbortController();
    await all(fakeApi(() => page([])).client.leads.list({ chatbotId }, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("ends a walk: no lead and no request after it", async () => {
    const controller = new AbortController();
    const { client, sent } = fakeApi(() => page(leads(1, 5)));
    const given: string[] = [];
    const walk = async () => {
      for await (const { id } of client.leads.list({ chatbotId }, { signal: controller.signal })) {
        if (given.push(id) === 2) controller.abort();
      }
    };
    expect(await failure(walk())).toBeInstanceOf(AbortedError);
    expect(given).toHaveLength(2);
    expect(sent).toHaveLength(1);
  });
});

test("what fetch throws is a ConnectionError with the origin and the cause", async () => {
  const cause = new TypeError("fetch failed");
  const { client } = fakeApi(() => Promise.reject(cause));
  const error = await failure(client.leads.list({ chatbotId }));
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ cause, operationId: "getLeads", status: undefined });
  expect(String(error)).toContain("GET /api/v1/get-leads got no complete answer from https://www.chatbase.co.");
});

function byteByByte(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull: (to) => (at < bytes.length ? to.enqueue(bytes.slice(at, ++at)) : to.close()),
  });
}
