import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { connections, expectExchange, handlerCount } from "./support/battery.ts";
import { expectInStep, getRequest, serverForTests, withWire } from "./support/servers.ts";
import { framing } from "./support/vectors.ts";

const handler = handlerCount();
const server = serverForTests({}, handler.wrap);

describe.each(connections)("on $connection", ({ before }) => {
  test.each(framing)("$name", async (vector) => {
    const way = { origin: server().directOrigin, before, handlerRuns: handler.runs };
    await expect(expectExchange(vector, way)).resolves.toHaveLength(vector.answers.length);
  });
});

test("each of 1,000 requests of one pipeline is answered once and in order", async () => {
  await withWire(server().directOrigin, async (wire) => {
    const statuses = Array.from({ length: 1_000 }, (_, index) => [200, 404, 401][index % 3] ?? 0);
    const requests = [getRequest(), getRequest("/nope"), getRequest().replace(/Authorization.*\r\n/, "")];
    wire.send(statuses.map((_, index) => requests[index % 3]).join(""));
    for (const status of statuses) expect((await wire.next()).status).toBe(status);
    await expectInStep(wire);
  });
});

test("a client that ends its half of the connection behind a pipeline has every answer", async () => {
  await withWire(server().directOrigin, async (wire) => {
    const delayed = getRequest().replace("\r\n\r\n", "\r\nPrefer: delay=50\r\n\r\n");
    const upgrade = getRequest().replace("\r\n\r\n", "\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n");
    const requests = [...Array.from({ length: 100 }, () => getRequest()), delayed, upgrade, getRequest("/nope")];
    wire.send(requests.join(""));
    wire.end();
    const statuses: number[] = [];
    for (const _ of requests) statuses.push((await wire.next()).status);
    expect(statuses).toEqual([...requests.slice(1).map(() => 200), 404]);
    expect(await wire.ended()).toBe("");
  });
});

test("nor is it cut off as long as answers come, each in time, however long all of them take", async () => {
  await withWire(server().directOrigin, async (wire) => {
    const requests = Array.from({ length: 12 }, () =>
      getRequest().replace("\r\n\r\n", "\r\nPrefer: delay=500\r\n\r\n"),
    );
    wire.send(requests.join(""));
    wire.end();
    for (const _ of requests) expect((await wire.next()).status).toBe(200);
    expect(await wire.ended()).toBe("");
  });
});

test("a connection on which many upgrades are passed over is held as one that has none", async () => {
  const warnings: string[] = [];
  const warn = ({ name }: Error): void => void warnings.push(name);
  process.on("warning", warn);
  await withWire(server().directOrigin, async (wire) => {
    const upgrade = getRequest().replace("\r\n\r\n", "\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n");
    for (let sent = 0; sent < 30; sent += 1) {
      wire.send(upgrade);
      expect((await wire.next()).status).toBe(200);
    }
  });
  process.off("warning", warn);
  expect(warnings).toEqual([]);
});

test("a request that comes byte by byte", async () => {
  await withWire(server().directOrigin, async (wire) => {
    for (const byte of getRequest()) {
      wire.send(byte);
      await new Promise(setImmediate);
    }
    expect((await wire.next()).status).toBe(200);
    await expectInStep(wire);
  });
});

test("clients that ask to CONNECT and hang up leave the server as it was", async () => {
  const { port } = new URL(server().directOrigin);
  for (let sent = 0; sent < 30; sent += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write("CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", () => socket.resetAndDestroy());
      });
      socket.on("error", () => {}).on("close", () => resolve());
    });
  }
  await expect(withWire(server().directOrigin, expectInStep)).resolves.toBeUndefined();
});
