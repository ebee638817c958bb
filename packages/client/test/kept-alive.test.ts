import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClient } from "../src/index.ts";
import { chatbotId, failure, leads, testKey } from "./support/fake-api.ts";
import { realServer } from "./support/real-server.ts";

const body = JSON.stringify({ collectedCustomers: leads(1, 2) });
const json = { "content-type": "application/json" };

describe("a kept-alive connection that the server has closed", () => {
  /** Answers each connection once and closes it as soon as it is used again. */
  async function closing() {
    let requests = 0;
    const used = new WeakSet<object>();
    const server = await realServer((request, response) => {
      requests++;
      if (used.has(request.socket)) request.socket.resetAndDestroy();
      else response.writeHead(200, { ...json, "content-length": String(body.length) }).end(body);
      used.add(request.socket);
    });
    return { ...server, requests: () => requests };
  }

  test("is replaced once, also with retries off", async () => {
    const { client, requests } = await closing();
    // The connection goes back to the pool a moment after the last byte. A call before that opens one of its own, so on a
    // busy machine it takes more than two calls until one meets a connection that is closed then.
    let calls = 0;
    for (; requests() === calls && calls < 100; calls++) {
      expect((await client.leads.list({ chatbotId }, { maxRetries: 0 })).items).toHaveLength(2);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(requests()).toBe(calls + 1);
  });

  test("is not what a first connection that breaks is", async () => {
    let requests = 0;
    const { client } = await realServer((request) => {
      requests++;
      request.socket.resetAndDestroy();
    });
    expect(await failure(client.leads.list({ chatbotId }, { maxRetries: 0 }))).toMatchObject({
      name: "ConnectionError",
      attempts: 1,
    });
    expect(requests).toBe(1);
  });

  test("is replaced once only: a server that resets everything is down", async () => {
    let requests = 0;
    const { client } = await realServer((request, response) => {
      if (++requests > 1) request.socket.resetAndDestroy();
      else response.writeHead(200, json).end(body);
    });
    await client.leads.list({ chatbotId });
    expect(await failure(client.leads.list({ chatbotId }, { maxRetries: 0 }))).toMatchObject({ attempts: 2 });
    expect(await failure(client.leads.list({ chatbotId }, { maxRetries: 0 }))).toMatchObject({ attempts: 1 });
    expect(requests).toBe(4);
  });

  test("is not what a server that fails and resets by turns closes: it is down", async () => {
    let requests = 0;
    const { client } = await realServer((request, response) => {
      if (++requests % 2 === 0) request.socket.resetAndDestroy();
      else response.writeHead(503, json).end("{}");
    });
    for (let call = 0; call < 20; call++) await failure(client.leads.list({ chatbotId }, { maxRetries: 0 }));
    expect(requests).toBe(20);
  });

  test("counts nowhere: all retries are still there", async () => {
    const used = new WeakSet<object>();
    let requests = 0;
    const { client } = await realServer((request, response) => {
      requests++;
      if (used.has(request.socket)) request.socket.resetAndDestroy();
      else if (requests === 3) response.writeHead(503, json).end("{}");
      else response.writeHead(200, json).end(body);
      used.add(request.socket);
    });
    await client.leads.list({ chatbotId });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const again = client.with({ retry: { baseDelay: 0 } }).leads.list({ chatbotId }, { maxRetries: 2 });
    expect((await again).items).toHaveLength(2);
    expect(requests).toBeLessThanOrEqual(5);
  });

  test("and a server that comes back on the same port is found again", async () => {
    const answer = () =>
      createServer((_, response) => response.writeHead(200, json).end(body)).listen(port, "127.0.0.1");
    let port = 0;
    let server = answer();
    await new Promise((resolve) => server.once("listening", resolve));
    ({ port } = server.address() as { port: number });
    const client = createClient({ apiKey: testKey, baseUrl: `http://127.0.0.1:${port}`, retry: { baseDelay: 5 } });
    await client.leads.list({ chatbotId });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const call = client.leads.list({ chatbotId }, { maxRetries: 100 });
    const settled = failure(client.leads.list({ chatbotId }, { maxRetries: 0 }));
    expect(await settled).toMatchObject({ name: "ConnectionError" });
    server = answer();
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise((resolve) => server.once("listening", resolve));
    expect((await call).items).toHaveLength(2);
  });
});
