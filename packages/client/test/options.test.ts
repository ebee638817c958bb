import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { ArgumentError, ChatbaseError, type ClientOptions, createClient } from "../src/index.ts";
import { all, chatbotId, fakeApi, page, testKey } from "./support/fake-api.ts";
import vectors from "./vectors/options.json" with { type: "json" };

describe("createClient refuses at once", () => {
  test.each(vectors)("$why", ({ options, argument, says }) => {
    const error = thrown(() => createClient(options as unknown as ClientOptions));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error).toBeInstanceOf(ChatbaseError);
    expect(error).toMatchObject({ name: "ArgumentError", argument });
    expect(String(error)).toContain(says);
    expect(inspect(error) + JSON.stringify(error)).not.toContain("SECRET");
  });
});

describe("createClient", () => {
  test("sends to production unless told otherwise", async () => {
    const { client, sent } = fakeApi(() => page([]));
    await client.leads.list({ chatbotId });
    expect(sent[0]?.url.href).toBe(`https://www.chatbase.co/api/v1/get-leads?chatbotId=${chatbotId}&page=1`);
  });

  test.each([
    ["http://127.0.0.1:4010/api/v1", "http://127.0.0.1:4010/api/v1/get-leads"],
    ["http://127.0.0.1:4010/api/v1/", "http://127.0.0.1:4010/api/v1/get-leads"],
    ["HTTPS://Example.com//", "https://example.com/get-leads"],
    ["https://example.com", "https://example.com/get-leads"],
    ["http://[::1]:80/a%20b", "http://[::1]/a%20b/get-leads"],
  ])("keeps the path of baseUrl %s", async (baseUrl, expected) => {
    const { client, sent } = fakeApi(() => page([]), { baseUrl });
    await client.leads.list({ chatbotId });
    const { origin = "", pathname = "" } = sent[0]?.url ?? {};
    expect(origin + pathname).toBe(expected);
  });

  test("takes the global fetch of the moment, not of its birth", async () => {
    const client = createClient({ apiKey: testKey });
    const real = globalThis.fetch;
    onTestFinished(() => void (globalThis.fetch = real));
    globalThis.fetch = () => Promise.resolve(page([]));
    expect(await all(client.leads.list({ chatbotId }))).toEqual([]);
  });

  test("does not show the key when it is inspected", () => {
    const { client } = fakeApi(() => page([]));
    const shown = inspect([client, client.leads.list({ chatbotId })], { depth: null, showHidden: true });
    expect(shown).not.toContain(testKey);
    expect(JSON.stringify(client)).not.toContain(testKey);
  });
});

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}
