import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { load } from "../load/generator.ts";

async function serve(listener: RequestListener): Promise<{ port: number }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return server.address() as AddressInfo;
}

const order = { target: "/page?size=10", headers: { authorization: "Bearer key" }, connections: 4, seconds: 0.2 };

test.each([
  ["with a length", (response: string) => ({ "content-length": Buffer.byteLength(response) })],
  ["in chunks", () => ({ "transfer-encoding": "chunked" })],
])("every request is answered before the next one on its connection: an answer %s", async (_, headers) => {
  const body = "é".repeat(50_000);
  let [served, open, most] = [0, 0, 0];
  const { port } = await serve((request, response) => {
    expect([request.url, request.headers.authorization]).toEqual(["/page?size=10", "Bearer key"]);
    most = Math.max(most, (open += 1));
    response.writeHead(200, headers(body)).end(body, () => {
      open -= 1;
      served += 1;
    });
  });
  const { rate, p50, p99, tail } = await load({ ...order, port });
  expect(most).toBeLessThanOrEqual(order.connections);
  // What is on its way at the end is served and not counted.
  expect(rate * order.seconds).toBeGreaterThan(0);
  expect(rate * order.seconds).toBeLessThanOrEqual(served + 1);
  expect(p99).toBeGreaterThanOrEqual(p50);
  expect(tail).toBeCloseTo(p99 / p50);
});
