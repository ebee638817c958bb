import { afterEach, describe, expect, test } from "vitest";
import { openStore, type RunningServer, startServer } from "../../src/index.ts";
import { messageOf, valueOf } from "./support/answer.ts";
import { expectPromises } from "./support/promises.ts";
import { expectEnd, expectInStep, getRequest } from "./support/servers.ts";
import { gate, storeWith } from "./support/stores.ts";
import { Wire } from "./support/wire.ts";

const wires: Wire[] = [];
afterEach(() => {
  for (const wire of wires.splice(0)) wire.close();
});

async function connect({ origin }: RunningServer): Promise<Wire> {
  const wire = await Wire.open(origin);
  wires.push(wire);
  return wire;
}

/** A server whose pages wait at a gate. */
async function gatedServer() {
  const { reached, open, pass } = gate();
  const store = openStore(":memory:");
  const readPage: typeof store.readPage = async (query) => {
    await pass();
    return await store.readPage(query);
  };
  const server = await startServer({ port: 0, logLevel: "silent" }, { store: storeWith({ readPage }, store) });
  return { server, reached, open };
}

describe("a server that is closing", () => {
  test("answers what is in flight, and ends the connection with it", async () => {
    const { server, reached, open } = await gatedServer();
    const wire = await connect(server);
    wire.send(getRequest());
    await reached;
    const closed = server.close();
    await server.retire();
    open();
    const answer = await wire.next();
    expect(answer.status).toBe(200);
    expectPromises(answer);
    expect(valueOf(answer, "connection")).toBe("close");
    await expectEnd(wire);
    await closed;
  });

  test("refuses with 503 what arrives on a connection that is still open", async () => {
    const { server, reached, open } = await gatedServer();
    const [busy, late] = [await connect(server), await connect(server)];
    busy.send(getRequest());
    await reached;
    // Half a request keeps the connection from being idle.
    const request = getRequest();
    late.send(request.slice(0, 40));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = server.close();
    await server.retire();
    late.send(request.slice(40));
    const answer = await late.next();
    expect(answer.status).toBe(503);
    expectPromises(answer);
    expect(messageOf(answer)).toBe("The server is shutting down.");
    expect(valueOf(answer, "connection")).toBe("close");
    await expectEnd(late);
    open();
    expect((await busy.next()).status).toBe(200);
    await closed;
  });

  test("is closed at once, however many connections are kept and busy", async () => {
    const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent" });
    const all = await Promise.all(Array.from({ length: 30 }, () => connect(server)));
    await Promise.all(all.map(expectInStep));
    const statuses = new Set<number>();
    let stopping = false;
    /** Asks for one page after the other until the connection is closed. */
    const keepAsking = async (wire: Wire): Promise<void> => {
      wire.send(getRequest());
      // A request may cross the end of its connection on the way; that is what retiring is for.
      const answer = await wire.next().catch((error: unknown) => {
        if (!stopping) throw error;
      });
      if (answer) statuses.add(answer.status);
      if (answer && valueOf(answer, "connection") !== "close") await keepAsking(wire);
    };
    const clients = all.map(async (wire, index) => {
      // A third of the connections only lies open.
      if (index % 3 > 0) await keepAsking(wire);
      await expectEnd(wire);
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    stopping = true;
    const before = performance.now();
    await server.close();
    // Fastify's own close waits for the keep-alive timeout of 72 seconds.
    expect(performance.now() - before).toBeLessThan(10_000);
    await Promise.all(clients);
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  });

  test("refuses new connections", async () => {
    const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent" });
    await server.close();
    await expect(Wire.open(server.origin)).rejects.toThrow("ECONNREFUSED");
  });
});

test("a server that retires still answers, and ends each connection with its answer", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent" });
  const kept = await connect(server);
  await expectInStep(kept);
  const fresh = await connect(server);
  await server.retire();
  for (const wire of [kept, fresh]) {
    wire.send(getRequest());
    const answer = await wire.next();
    expect(answer.status).toBe(200);
    expect(valueOf(answer, "connection")).toBe("close");
    await expectEnd(wire);
  }
  await server.close();
});
