import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import type { FaultControl } from "../../src/faults/fault-control.ts";
import { type RunningServer, startServer } from "../../src/index.ts";
import { valueOf } from "../http/support/answer.ts";
import { expectInStep, getRequest, withWire } from "../http/support/servers.ts";
import { exchange, leadsRequest } from "./support/exchange.ts";

async function start(): Promise<{ server: RunningServer; waiting: () => number }> {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent" });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= server.close());
  onTestFinished(close);
  return { server: { ...server, close }, waiting: () => (server.faults as FaultControl).pauses.count };
}

async function send({ origin }: RunningServer, request: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  socket.write(request);
  return socket;
}

/** Without `Connection: close`: the connection would stay open. */
const asking = (prefer: string): string => getRequest().replace("Host: x\r\n", `Host: x\r\nPrefer: ${prefer}\r\n`);

test.each([
  ["a delay", "delay=60000"],
  ["a slow body", "slow=60000"],
  ["both", "delay=60000, slow=60000"],
])("%s is cut short when the server stops: answered in full, and the connection ends", async (_title, prefer) => {
  const { server, waiting } = await start();
  const socket = await send(server, asking(prefer));
  const received = text(socket);
  await vi.waitUntil(() => waiting() === 1);
  await server.close();
  const answer = await received;
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer.toLowerCase()).toContain("\r\nconnection: close\r\n");
  expect(answer.endsWith("}]}")).toBe(true);
});

test("a server that retires lets a delay run, and ends its connection with the answer", async () => {
  const { server, waiting } = await start();
  const socket = await send(server, asking("delay=300"));
  const received = text(socket);
  await vi.waitUntil(() => waiting() === 1);
  await server.retire();
  expect(waiting()).toBe(1);
  const answer = await received;
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer.toLowerCase()).toContain("\r\nconnection: close\r\n");
});

test.each(["delay=60000", "slow=60000"])("%s ends when the client goes away", async (prefer) => {
  const { server, waiting } = await start();
  const socket = await send(server, asking(prefer));
  await vi.waitUntil(() => waiting() === 1);
  socket.destroy();
  // Who ends a half of the connection may still want his answer, and has some time for it.
  await vi.waitFor(() => expect(waiting()).toBe(0), { timeout: 20_000 });
});

test("of 300 connections that were broken on purpose, none is left", async () => {
  const { server } = await start();
  const kinds = [
    "reset",
    "truncate",
    "malformed, truncate",
    "delay=5, reset",
    "slow=20, truncate",
    "code=500, truncate",
  ];
  for (let round = 0; round < 300; round += 60) {
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        exchange(server.origin, leadsRequest("&size=20", `Prefer: ${kinds[index % kinds.length]}\r\n`)),
      ),
    );
  }
  // Waits for a connection that is neither idle nor ended until the test's time is up.
  await expect(server.close()).resolves.toBeUndefined();
});

test("after a fault that leaves the connection open, it is in step", async () => {
  const { server } = await start();
  await withWire(server.origin, async (wire) => {
    for (const prefer of ["code=503", "malformed", "delay=5", "envelope=observed", 'content-type="text/html"']) {
      wire.send(asking(prefer));
      expect(valueOf(await wire.next(), "preference-applied")).toBe(prefer);
      await expectInStep(wire);
    }
  });
});

test("pipelined requests are answered in order, a delayed one among them", async () => {
  const { server } = await start();
  await withWire(server.origin, async (wire) => {
    wire.send(asking("code=418") + asking("delay=50, code=503") + asking("code=404") + getRequest());
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await wire.next()).status);
    expect(statuses).toEqual([418, 503, 404, 200]);
  });
});

test("what was answered before a truncated answer arrives whole", async () => {
  const { server } = await start();
  const socket = await send(server, asking("delay=50") + asking("truncate"));
  const answers = (await text(socket)).split(/(?=HTTP\/1\.1 )/);
  expect(answers).toHaveLength(2);
  const [whole = "", part = ""] = answers.map((answer) => answer.split("\r\n\r\n")[1] ?? "");
  expect(whole.endsWith("}]}")).toBe(true);
  expect(part).toBe(whole.slice(0, Math.floor(whole.length / 2)));
});
