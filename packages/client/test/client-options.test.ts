import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { ArgumentError, type ClientOptions, createClient } from "../src/index.ts";
import { chatbotId, failure, fakeApi, page, refusal, testKey } from "./support/fake-api.ts";

const other = "another-key-0123456789";
const keys = (sent: readonly { init: { headers: Record<string, string> } }[]) =>
  sent.map(({ init }) => init.headers["authorization"]);

describe("the environment", () => {
  const names = ["CHATBASE_API_KEY", "CHATBASE_BASE_URL"] as const;
  const before = names.map((name) => process.env[name]);
  afterEach(() => {
    for (const [index, name] of names.entries()) {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    }
  });

  test("gives the key and the address that are left out", async () => {
    process.env["CHATBASE_API_KEY"] = other;
    process.env["CHATBASE_BASE_URL"] = "http://127.0.0.1:4010/api/v1/";
    for (const options of [{}, { apiKey: undefined, baseUrl: undefined }]) {
      const { client, sent } = fakeApi(() => page([]), { apiKey: undefined, ...options });
      await client.leads.list({ chatbotId });
      expect(sent[0]?.url.origin).toBe("http://127.0.0.1:4010");
      expect(keys(sent)).toEqual([`Bearer ${other}`]);
    }
  });

  test("gives way to what is given", async () => {
    process.env["CHATBASE_API_KEY"] = other;
    process.env["CHATBASE_BASE_URL"] = "http://127.0.0.1:4010";
    const { client, sent } = fakeApi(() => page([]), { baseUrl: "https://h.example" });
    await client.leads.list({ chatbotId });
    expect(sent[0]?.url.origin).toBe("https://h.example");
    expect(keys(sent)).toEqual([`Bearer ${testKey}`]);
  });

  test("is checked like an option: nothing empty or misspelt sends the key to production", () => {
    process.env["CHATBASE_API_KEY"] = "SECRET key";
    expect(() => createClient()).toThrow("apiKey: expected your API key, without");
    process.env["CHATBASE_API_KEY"] = "";
    expect(() => createClient()).toThrow("here or in CHATBASE_API_KEY, got an empty string");
    process.env["CHATBASE_BASE_URL"] = "";
    expect(() => createClient({ apiKey: testKey })).toThrow("baseUrl: expected an http or https URL");
  });

  test("may be missing altogether", () => {
    expect(() => createClient()).toThrow("here or in CHATBASE_API_KEY, got nothing");
    const real = Object.getOwnPropertyDescriptor(globalThis, "process") as PropertyDescriptor;
    for (const value of [
      undefined,
      {},
      {
        get env() {
          throw new Error("no permission");
        },
      },
    ]) {
      try {
        Object.defineProperty(globalThis, "process", { value, configurable: true });
        expect(() => createClient()).toThrow(ArgumentError);
        expect(() => createClient({ apiKey: testKey })).not.toThrow();
      } finally {
        Object.defineProperty(globalThis, "process", real);
      }
    }
  });
});

describe("apiKey as a function", () => {
  test("is asked before each request, retries included", async () => {
    let number = 0;
    const { client, sent } = fakeApi((_, n) => (n === 1 ? refusal(503, "busy") : page([])), {
      apiKey: () => Promise.resolve(`key-${++number}`),
      maxRetries: 1,
      retry: { baseDelay: 0 },
    });
    await client.leads.list({ chatbotId });
    expect(keys(sent)).toEqual(["Bearer key-1", "Bearer key-2"]);
  });

  test.each<[string, () => unknown, string]>([
    ["nothing", () => undefined, "got nothing"],
    ["a key with a space", () => "SECRET key", "without Bearer"],
    ["an object", () => ({ key: "SECRET" }), "got object"],
  ])("that gives %s: nothing is sent", async (_, apiKey, says) => {
    const { client, sent } = fakeApi(() => page([]), { apiKey: apiKey as () => string, maxRetries: 3 });
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "ArgumentError", argument: "apiKey", attempts: 0 });
    expect(String(error)).toContain(says);
    expect(inspect(error)).not.toContain("SECRET");
    expect(sent).toHaveLength(0);
  });

  test("that fails is the cause, and is not asked again", async () => {
    let asked = 0;
    const cause = new Error("vault sealed");
    const apiKey = () => (asked++, Promise.reject(cause));
    const error = await failure(fakeApi(() => page([]), { apiKey }).client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "ArgumentError", cause });
    expect(asked).toBe(1);
  });

  test("that never answers ends at the timeout", async () => {
    const apiKey = () => new Promise<string>(() => undefined);
    const error = await failure(fakeApi(() => page([]), { apiKey, timeout: 10 }).client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "TimeoutError" });
  });
});

describe("client.with", () => {
  test("changes what is named and keeps the rest, key included", async () => {
    const { client, sent } = fakeApi(() => page([]), { userAgent: "crm-sync/1" });
    const copy = client.with({ baseUrl: "https://h.example/v2", userAgent: undefined });
    await copy.leads.list({ chatbotId });
    await copy.with({ apiKey: other }).leads.list({ chatbotId });
    await client.leads.list({ chatbotId });
    expect(sent.map(({ url }) => url.host)).toEqual(["h.example", "h.example", "www.chatbase.co"]);
    expect(keys(sent)).toEqual([`Bearer ${testKey}`, `Bearer ${other}`, `Bearer ${testKey}`]);
    expect(sent.map(({ init }) => init.headers["user-agent"])).toEqual(["crm-sync/1", "crm-sync/1", "crm-sync/1"]);
  });

  test("checks like createClient", () => {
    const { client } = fakeApi(() => page([]));
    for (const options of [
      { timeout: 0 },
      { baseURL: "x" },
      { baseUrl: null },
      { apiKey: null },
      { retry: { tries: 1 } },
    ]) {
      expect(() => client.with(options as ClientOptions)).toThrow(ArgumentError);
    }
  });

  test("merges the waits of retry", async () => {
    const { client, sent } = fakeApi(() => refusal(500, "no"), { maxRetries: 2, retry: { baseDelay: 0, budget: 100 } });
    await failure(client.with({ retry: { maxDelay: 1 } }).leads.list({ chatbotId }));
    expect(sent).toHaveLength(3);
  });
});

describe("the options of a call", () => {
  test("win over the client's, for that call", async () => {
    const { client, sent } = fakeApi(() => refusal(500, "no"), { maxRetries: 0, retry: { baseDelay: 0 } });
    await failure(client.leads.list({ chatbotId }, { maxRetries: 2, headers: { "X-Trace": "t1", accept: "*/*" } }));
    expect(sent).toHaveLength(3);
    expect(sent[2]?.init.headers).toMatchObject({ "x-trace": "t1", accept: "*/*", authorization: `Bearer ${testKey}` });
    await failure(client.leads.list({ chatbotId }));
    expect(sent).toHaveLength(4);
    expect(sent[3]?.init.headers).not.toHaveProperty("x-trace");
  });

  test("timeout", async () => {
    const { client } = fakeApi(() => new Promise(() => undefined));
    const error = await failure(client.leads.list({ chatbotId }, { timeout: 5 }));
    expect(String(error)).toContain("within 5 ms. Raise timeout");
  });

  test.each<[string, unknown, string]>([
    ["the key", { Authorization: "SECRET" }, "headers: expected a header name, not authorization (use apiKey)"],
    ["a line end", { "x-a": "SECRET\r\nx-b: c" }, "headers.x-a: expected printable ASCII"],
    ["a number", { "x-a": 5 }, "headers.x-a: expected printable ASCII, got number"],
    ["a name with a space", { "x a": "b" }, "headers: expected a header name"],
    ["null", null, "headers: expected an object, got null"],
    // They look empty to Object.entries, and all of them would be lost.
    ["Headers", new Headers({ "x-a": "SECRET" }), "headers: expected an object, got a list"],
    ["a Map", new Map([["x-a", "SECRET"]]), "headers: expected an object, got a list"],
  ])("refuse headers with %s", (_, headers, says) => {
    const { client } = fakeApi(() => page([]));
    const list = () => client.leads.list({ chatbotId }, { headers: headers as Record<string, string> });
    expect(list).toThrow(says);
    expect(list).not.toThrow("SECRET");
  });
});
