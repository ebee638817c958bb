import { expect, onTestFinished, test, vi } from "vitest";
import { type Config, openStore, type RunningServer, type Store, startServer } from "../../src/index.ts";
import { messageOf, valueOf } from "../http/support/answer.ts";
import { expectPromises } from "../http/support/promises.ts";
import { expectEnd, expectInStep, getRequest } from "../http/support/servers.ts";
import { gate, storeWith } from "../http/support/stores.ts";
import { Wire } from "../http/support/wire.ts";

/** A server whose pages wait at a gate, and how many wait. */
async function gatedServer(config: Partial<Config>) {
  const { open, pass } = gate();
  let waiting = 0;
  const store = openStore(":memory:");
  const readPage: Store["readPage"] = async (query) => {
    waiting += 1;
    await pass();
    return await store.readPage(query);
  };
  const wrapped = storeWith({ readPage }, store);
  const server = await startServer({ port: 0, logLevel: "silent", ...config }, { store: wrapped });
  onTestFinished(async () => {
    open();
    await server.close();
  });
  return { server, open, waiting: (count: number) => vi.waitUntil(() => waiting === count, { timeout: 20_000 }) };
}

async function connect({ origin }: RunningServer): Promise<Wire> {
  const wire = await Wire.open(origin);
  onTestFinished(() => wire.close());
  return wire;
}

async function expectBusy(wire: Wire): Promise<void> {
  const answer = await wire.next();
  expect(answer.status).toBe(503);
  expectPromises(answer);
  expect(messageOf(answer)).toBe("The server is busy.");
  expect(valueOf(answer, "retry-after")).toBe("1");
}

test("more requests at once than maxRequests get 503; others go on, and when there is room again all are answered", async () => {
  const { server, open, waiting } = await gatedServer({ maxRequests: 3 });
  const busy = await Promise.all([1, 2, 3].map(() => connect(server)));
  for (const wire of busy) wire.send(getRequest());
  await waiting(3);
  const late = await connect(server);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    late.send(getRequest());
    await expectBusy(late);
  }
  // Before the check of the key, behind that of the path.
  late.send(getRequest("/nope"));
  expect((await late.next()).status).toBe(404);
  late.send(getRequest().replace(/Authorization.*\r\n/, ""));
  await expectBusy(late);
  open();
  for (const wire of busy) expect((await wire.next()).status).toBe(200);
  for (const wire of [...busy, late]) await expectInStep(wire);
});

test("requests whose client has gone make room", async () => {
  const { server, waiting } = await gatedServer({ maxRequests: 3 });
  const gone = await Promise.all([1, 2, 3].map(() => connect(server)));
  for (const wire of gone) wire.send(getRequest());
  await waiting(3);
  for (const wire of gone) wire.close();
  const late = await connect(server);
  // Until the server has seen that they have gone.
  const ask = async (): Promise<boolean> => {
    late.send(getRequest("/health"));
    return (await late.next()).status === 200;
  };
  await expect(vi.waitUntil(ask, { timeout: 20_000 })).resolves.toBe(true);
});

test("more connections than maxConnections get 503 and end; when one ends there is room again", async () => {
  const { server, open, waiting } = await gatedServer({ maxConnections: 3 });
  const busy = await Promise.all([1, 2, 3].map(() => connect(server)));
  for (const wire of busy) wire.send(getRequest());
  await waiting(3);
  const late = await connect(server);
  late.send(getRequest());
  await expectBusy(late);
  await expectEnd(late);
  open();
  for (const wire of busy) expect((await wire.next()).status).toBe(200);
  busy[0]?.close();
  await vi.waitUntil(
    async () => {
      const next = await connect(server);
      next.send(getRequest());
      return (await next.next()).status === 200;
    },
    { timeout: 20_000 },
  );
});

test("connections that are idle make room for new ones", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", maxConnections: 3 });
  onTestFinished(() => server.close());
  for (let opened = 0; opened < 12; opened += 1) {
    await expect(connect(server).then(expectInStep)).resolves.toBeUndefined();
  }
});

test("an answer that takes its time is none that nobody takes", async () => {
  const { server, open, waiting } = await gatedServer({ answerTimeout: 100 });
  const wire = await connect(server);
  wire.send(getRequest());
  await waiting(1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  open();
  expect((await wire.next()).status).toBe(200);
  await expectInStep(wire);
});
