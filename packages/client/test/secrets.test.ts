import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ConnectionError } from "../src/index.ts";
import { chatbotId, failure, fakeApi, refusal, type Sent, testKey } from "./support/fake-api.ts";
import { realServer } from "./support/real-server.ts";

const person = "Ada Lovelace";
const params = { chatbotId, startDate: "2024-05-06", endDate: "2024-07-08" };

/** Everything that a logger could make of an error, its causes included. */
function written(error: unknown): string {
  const shown = [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), String(error)];
  if (error instanceof Error) shown.push(String(error.stack), written(error.cause));
  return shown.join("\n");
}

const json = { "content-type": "application/json" };

describe("no error shows the key, the query or a lead", () => {
  test.each<[string, () => Response]>([
    ["a refusal that quotes the key", () => refusal(401, `Bearer ${testKey} is unknown`)],
    [
      "a refusal with the key as its request id",
      () => Response.json({}, { status: 500, headers: { "x-request-id": `of-${testKey}` } }),
    ],
    ["text that does not parse", () => new Response(`{"name":"${person}",`, { headers: json })],
    ["text with a person at its start", () => new Response(person, { headers: json })],
    ["a person's page in HTML", () => new Response(person, { headers: { "content-type": "text/html" } })],
    ["a broken lead", () => Response.json({ collectedCustomers: [{ id: "a", name: [person], created_at: person }] })],
    ["bytes that are not UTF-8", () => new Response(new Uint8Array([...Buffer.from(person), 0xff]), { headers: json })],
    ["too large an answer", () => Response.json({ name: person.repeat(100) })],
    [
      "a redirect with the query in it",
      () => new Response(null, { status: 302, headers: { location: `https://h.example/?chatbotId=${chatbotId}` } }),
    ],
  ])("%s", async (_, answer) => {
    const { client } = fakeApi(answer, { maxResponseBytes: 500, maxRetries: 0 });
    const shown = written(await failure(client.leads.list(params)));
    for (const secret of [testKey, person, "Ada", chatbotId, params.startDate]) expect(shown).not.toContain(secret);
    expect(shown).toContain("/api/v1/get-leads");
  });
});

test.each(["10\r\n", ""])("no error shows a lead of an answer whose chunks are broken (%j)", async (size) => {
  // Node's parser gives what it could not read along with its error.
  const { client } = await realServer(({ socket }) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    socket.write(`${size}{"collectedCustomers":[{"id":"1","name":"${person}"}]}\r\n0\r\n\r\n`);
  });
  const error = await failure(client.leads.list(params));
  expect(error).toMatchObject({ name: "ConnectionError", cause: { cause: { name: "HTTPParserError" } } });
  expect(written(error)).not.toContain("Lovelace");
});

/** The error of a client whose fetch throws what `make` makes of the request. */
function thrownBy(make: (request: Sent) => unknown): Promise<ConnectionError> {
  const fake = fakeApi((request) => {
    throw make(request);
  });
  return failure(fake.client.leads.list(params)) as Promise<ConnectionError>;
}

describe("the cause of a connection error", () => {
  test("is kept as it is when it is clean", async () => {
    const cause = new TypeError("fetch failed", {
      cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
    });
    const error = await thrownBy(() => cause);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.cause).toBe(cause);
  });

  test.each<[string, (request: Sent) => unknown]>([
    ["in its message", ({ url }) => new TypeError(`error sending request for url (${url.href})`)],
    ["in the message below", ({ url }) => new Error("failed", { cause: new Error(url.href) })],
    ["in the request hung on it", ({ init }) => Object.assign(new Error("failed"), { config: { request: init } })],
    [
      "in a Headers object",
      () => Object.assign(new Error("failed"), { headers: new Headers({ authorization: testKey }) }),
    ],
    ["in a Map", () => Object.assign(new Error("failed"), { seen: new Map([["authorization", `Bearer ${testKey}`]]) })],
    ["in a thrown text", ({ url }) => `cannot reach ${url.href} with ${testKey}`],
    ["in a thrown object", ({ init }) => ({ init })],
  ])("is blotted when the key or the query is %s", async (_, make) => {
    const error = await thrownBy(make);
    expect(error).toBeInstanceOf(ConnectionError);
    for (const secret of [testKey, chatbotId]) expect(written(error)).not.toContain(secret);
  });

  test("keeps name, code and chain when it is blotted", async () => {
    const below = Object.assign(new Error(`refused by ${testKey}`), { code: "ECONNREFUSED" });
    const error = await thrownBy(() => new TypeError("fetch failed", { cause: below }));
    expect(error.cause).toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { message: "refused by [redacted]", code: "ECONNREFUSED" },
    });
  });

  test("is not given on when it is too large to be searched", async () => {
    let deep: object = {};
    for (let n = 0; n < 100_000; n++) deep = { deep };
    const error = await thrownBy(() => Object.assign(new TypeError("fetch failed"), { deep }));
    expect(error.cause).toMatchObject({ name: "TypeError", message: "fetch failed" });
    expect(error.cause).not.toHaveProperty("deep");
  });

  test("may point to itself, and hold much", async () => {
    const cause = Object.assign(new Error("loop"), { bytes: new Uint8Array(50_000_000), endless: endless() });
    cause.cause = cause;
    const started = performance.now();
    expect((await thrownBy(() => cause)).cause).toBe(cause);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

function* endless(): Generator<number> {
  for (;;) yield 1;
}
