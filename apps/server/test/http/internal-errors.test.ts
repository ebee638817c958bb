import { describe, expect, test, vi } from "vitest";
import { createServer, openStore, startServer, type Store } from "../../src/index.ts";
import { startRecorded } from "../recorded.ts";
import { answerOf, messageOf, valueOf } from "./support/answer.ts";
import { expectPromises } from "./support/promises.ts";
import { apiKey, chatbotId, expectInStep, getLeadsPath, getRequest, withWire } from "./support/servers.ts";
import { storeWith } from "./support/stores.ts";

const secret = "SECRET-of-the-database-9f2c";
const url = `http://any.example${getLeadsPath}?chatbotId=${chatbotId}`;
const headers = { authorization: `Bearer ${apiKey}` };

const failures: Readonly<Record<string, () => never>> = {
  "an Error": () => {
    throw new Error(secret);
  },
  "an Error with a status and a code": () => {
    throw Object.assign(new Error(secret), {
      statusCode: 418,
      status: 418,
      code: "FST_ERR_VALIDATION",
      validation: [{ message: secret }],
    });
  },
  "an Error with headers": () => {
    throw Object.assign(new Error(secret), { headers: { "x-secret": secret } });
  },
  "a text": () => {
    // oxlint-disable-next-line typescript/only-throw-error -- libraries do it
    throw secret;
  },
  nothing: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- libraries do it
    throw undefined;
  },
  "an object that looks like an answer": () => {
    // oxlint-disable-next-line typescript/only-throw-error -- libraries do it
    throw { status: 200, statusCode: 200, body: { message: secret }, message: secret };
  },
};

describe.each(["findAccountId", "readPage"] as const)("when %s throws", (method) => {
  test.each(Object.entries(failures))("%s, the answer is a 500 that says nothing of it", async (_, fail) => {
    const store = openStore(":memory:");
    const server = await startRecorded(
      { port: 0, logLevel: "silent" },
      { store: storeWith({ [method]: async () => fail() }, store) },
    );
    const answer = await answerOf(await server.fetch(url, { headers }));
    expect(answer.status).toBe(500);
    expectPromises(answer);
    expect(answer.body).toBe('{"message":"Internal server error"}');
    expect(JSON.stringify(answer)).not.toContain(secret);
    await withWire(server.origin, async (wire) => {
      for (const attempt of [1, 2]) {
        wire.send(getRequest());
        const { status } = await wire.next();
        expect(status, `attempt ${attempt} on one connection`).toBe(500);
      }
    });
    await server.close();
  });
});

test("the cause of a 500 is in the log, under the request id of the answer", async () => {
  let log = "";
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => (log += String(text)) !== "");
  try {
    const readPage: Store["readPage"] = async () => {
      throw new Error(secret);
    };
    const store = openStore(":memory:");
    const server = await startRecorded({ port: 0 }, { store: storeWith({ readPage }, store) });
    const answer = await answerOf(await server.fetch(url, { headers }));
    await server.close();
    const line = log.split("\n").find((each) => each.includes(secret)) ?? "{}";
    expect(JSON.parse(line)).toMatchObject({ level: 50, requestId: valueOf(answer, "x-request-id") });
  } finally {
    write.mockRestore();
  }
});

test("a health check that fails is a 500 that says nothing of it", async () => {
  const ping: Store["ping"] = async () => {
    throw new Error(secret);
  };
  const server = createServer({ logLevel: "silent" }, { store: storeWith({ ping }) });
  const answer = await answerOf(await server.fetch("http://any.example/health"));
  expect(answer.status).toBe(500);
  expectPromises(answer);
  expect(JSON.stringify(answer)).not.toContain(secret);
  await server.close();
});

test("a request that takes too long to arrive is told so, with 408", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", requestTimeout: 300 });
  await withWire(server.origin, async (wire) => {
    wire.send("GET / HTTP/1.1\r\n");
    const answer = await wire.next();
    expect(answer.status).toBe(408);
    expectPromises(answer);
    expect(messageOf(answer)).toBe("The request took too long to arrive.");
    expect(await wire.ended()).toBe("");
  });
  await server.close();
});

test("a refusal does not disturb the other connections", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent" });
  await withWire(server.origin, async (kept) => {
    await expectInStep(kept);
    await withWire(server.origin, async (bad) => {
      bad.send("nonsense\r\n\r\n");
      expect((await bad.next()).status).toBe(400);
    });
    await expectInStep(kept);
  });
  await server.close();
});
