import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ConnectionError, ContractError, createClient, TimeoutError } from "../src/index.ts";
import { all, chatbotId, failure, leads, testKey } from "./support/fake-api.ts";
import { realServer } from "./support/real-server.ts";

const body = JSON.stringify({ collectedCustomers: leads(1, 200) });
const json = { "content-type": "application/json" };

test("leads come over a real connection, gzip and keep-alive included", async () => {
  const headers: unknown[] = [];
  const { client } = await realServer((request, response) => {
    headers.push(request.headers.authorization);
    const page = Number(new URL(request.url ?? "", "http://h").searchParams.get("page"));
    const text = JSON.stringify({ collectedCustomers: page <= 3 ? leads(page * 10 - 9, page * 10) : [] });
    response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(gzipSync(text));
  });
  expect(await all(client.leads.list({ chatbotId }))).toEqual(leads(1, 30));
  expect(headers).toEqual(Array.from({ length: 4 }, () => `Bearer ${testKey}`));
});

describe("a connection that breaks is an error and never a page", () => {
  const zipped = gzipSync(body);
  test.each<[string, (response: ServerResponse) => unknown]>([
    ["before the headers", (response) => response.destroy()],
    ["in the body, with a length", (response) => cut(response, { "content-length": String(body.length) }, body)],
    ["in the body, chunked", (response) => cut(response, {}, body)],
    ["in the body, which ends with the connection", (response) => closeDelimited(response, body.slice(0, 500))],
    ["in the headers of gzip", (response) => closeDelimited(response, zipped.subarray(0, 5), "gzip")],
    ["in the middle of gzip", (response) => closeDelimited(response, zipped.subarray(0, zipped.length / 2), "gzip")],
    ["near the end of gzip", (response) => closeDelimited(response, zipped.subarray(0, -20), "gzip")],
    ["in gzip that is complete for HTTP", (response) => gzipEnd(response, zipped.subarray(0, zipped.length / 2))],
    ["not at all, but the gzip is none", (response) => gzipEnd(response, Buffer.from(body))],
    ["not at all, but nothing is in it", (response) => gzipEnd(response, Buffer.alloc(0))],
  ])("%s", async (_, answer) => {
    const { client } = await realServer((_request, response) => void answer(response));
    const error = await failure(all(client.leads.list({ chatbotId })));
    expect([ConnectionError.name, ContractError.name]).toContain((error as Error).name);
    expect(error).toMatchObject({ operationId: "getLeads" });
  });

  test("nobody is listening", async () => {
    const client = createClient({ apiKey: testKey, baseUrl: "http://127.0.0.1:1/api/v1", maxRetries: 0 });
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  test("a refusal whose body breaks is still that refusal", async () => {
    const { client } = await realServer((_, response) => cut(response, {}, '{"message":"half', 401));
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ name: "AuthenticationError", status: 401 });
  });
});

test("the key does not follow a redirect", async () => {
  let followed = 0;
  const target = await realServer((_, response) => {
    followed++;
    response.writeHead(200, json).end('{"collectedCustomers":[]}');
  });
  const { client } = await realServer((_, response) => {
    response.writeHead(302, { location: `${target.origin}/api/v1/get-leads` }).end();
  });
  const error = await failure(client.leads.list({ chatbotId }));
  expect(error).toMatchObject({ name: "ContractError", status: 302 });
  expect(String(error)).toContain(`redirects to ${target.origin}`);
  expect(followed).toBe(0);
});

test("silence and a drip end at the timeout, and the socket is gone", async () => {
  for (const start of [() => undefined, (response: ServerResponse) => response.writeHead(200, json).write('{"coll')]) {
    let gone: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => (gone = resolve));
    const { client } = await realServer((request, response) => {
      request.socket.once("close", () => gone?.());
      start(response);
    }, 50);
    expect(await failure(client.leads.list({ chatbotId }))).toBeInstanceOf(TimeoutError);
    await closed;
  }
});

test("a bomb of 50 MB in 50 kB of gzip is not unpacked", async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
  const { client } = await realServer((_, response) => gzipEnd(response, bomb));
  const before = process.memoryUsage().arrayBuffers;
  const error = await failure(client.leads.list({ chatbotId }));
  expect(String(error)).toContain("expected at most 10485760 bytes");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
});

/** Sends half of the body and resets the connection. */
function cut(response: ServerResponse, headers: Record<string, string>, text: string, status = 200): void {
  response.writeHead(status, { ...json, ...headers });
  response.write(text.slice(0, text.length / 2), () => setTimeout(() => response.socket?.resetAndDestroy(), 10));
}

/** Ends the body by ending the connection, so that nothing says that more was to come. */
function closeDelimited(response: ServerResponse, bytes: string | Uint8Array, encoding?: string): void {
  const coding = encoding === undefined ? "" : `Content-Encoding: ${encoding}\r\n`;
  response.socket?.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${coding}Connection: close\r\n\r\n`);
  response.socket?.end(bytes);
}

function gzipEnd(response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(bytes);
}
