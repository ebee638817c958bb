import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { Store } from "../../src/index.ts";
import framing from "../vectors/framing.json" with { type: "json" };
import { type Answer, valueOf } from "./support/answer.ts";
import { expectAnswer } from "./support/promises.ts";
import { expectEnd, expectInStep, fill, getRequest, serverForTests, withWire } from "./support/servers.ts";
import { storeWith } from "./support/stores.ts";

let pagesRead = 0;

/** Tells how often an operation got as far as the leads. */
function counting(store: Store): Store {
  const readPage: Store["readPage"] = async (query) => {
    pagesRead += 1;
    return await store.readPage(query);
  };
  return storeWith({ readPage }, store);
}

const server = serverForTests({}, counting);

describe.each([
  { connection: "a fresh connection", before: 0 },
  { connection: "a kept connection", before: 2 },
])("on $connection", ({ before }) => {
  test.each(framing)("$name: $answers", async ({ answers, closes, request }) => {
    await withWire(server().directOrigin, async (wire) => {
      for (let sent = 0; sent < before; sent += 1) await expectInStep(wire);
      const readBefore = pagesRead;
      wire.send(fill(request));
      const received: Answer[] = [];
      for (const status of answers) {
        const answer = await wire.next();
        expectAnswer(answer, { status });
        received.push(answer);
      }
      const closing = received.map((answer) => valueOf(answer, "connection") === "close");
      expect(closing.indexOf(true), "only the last answer ends the connection").toBe(closes ? answers.length - 1 : -1);
      const mayRun = answers.includes(200);
      expect(mayRun || pagesRead === readBefore, "nothing runs for a refused request").toBe(true);
      await (closes ? expectEnd(wire) : expectInStep(wire));
    });
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
