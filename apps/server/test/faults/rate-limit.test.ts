import { expect, onTestFinished, test } from "vitest";
import { demo, hashKey, openStore, type RunningServer, startServer } from "../../src/index.ts";
import { authorization, otherKey } from "../http/support/servers.ts";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { type Exchange, exchange, leadsRequest } from "./support/exchange.ts";

const secondKey = "second-key-of-the-same-account";

async function startLimited(limit: `${number}/s` | `${number}/h`): Promise<RunningServer> {
  const store = openStore(":memory:");
  await seedWhenEmpty(store);
  const transaction = await store.begin();
  await transaction.addKey({ hash: hashKey(secondKey), accountId: demo.accounts[0].id });
  await transaction.commit();
  const server = await startServer({ port: 0, logLevel: "silent", faults: { "rate-limit": limit } }, { store });
  onTestFinished(() => server.close());
  return server;
}

function ask(origin: string, credentials = authorization, query = "&size=1"): Promise<Exchange> {
  return exchange(origin, leadsRequest(query, "", "GET", credentials));
}

test("what is too much is refused with 429 and the seconds to wait", async () => {
  const { origin } = await startLimited("2/h");
  expect((await ask(origin)).status).toBe(200);
  expect((await ask(origin)).status).toBe(200);
  const { status, body, headers } = await ask(origin);
  expect({ status, body }).toEqual({ status: 429, body: '{"message":"Too many requests."}' });
  const wait = Number(headers.get("retry-after"));
  expect(Number.isInteger(wait) && wait > 3_500 && wait <= 3_600).toBe(true);
});

test("each key has its own, those of one account too, however the header is written", async () => {
  const { origin } = await startLimited("1/h");
  for (const key of [demo.apiKey, secondKey]) {
    expect((await ask(origin, `Authorization: Bearer ${key}\r\n`)).status).toBe(200);
    expect((await ask(origin, `Authorization: bearer   ${key}\r\n`)).status).toBe(429);
  }
  const other = leadsRequest("", "", "GET", `Authorization: Bearer ${otherKey}\r\n`);
  expect((await exchange(origin, other)).status).toBe(404);
});

test("it comes after the key and before the parameters", async () => {
  const { origin } = await startLimited("1/h");
  expect((await ask(origin, "")).status).toBe(401);
  expect((await ask(origin, "Authorization: Bearer nobody\r\n")).status).toBe(401);
  // A request with bad parameters counts like any other, and one more is not looked at.
  expect((await ask(origin, authorization, "&size=0")).status).toBe(400);
  expect((await ask(origin, authorization, "&size=0")).status).toBe(429);
  expect((await ask(origin, "")).status).toBe(401);
});

test("after the wait that it names, it lets through again", async () => {
  const { origin } = await startLimited("1/s");
  await ask(origin);
  const refused = await ask(origin);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("1");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await ask(origin)).status).toBe(200);
});

test("no request can ask for a limit of its own", async () => {
  const { origin } = await startLimited("1/h");
  const asking = leadsRequest("&size=1", 'Prefer: rate-limit="1000/s"\r\n');
  expect((await exchange(origin, asking)).status).toBe(200);
  expect((await exchange(origin, asking)).status).toBe(429);
});

test("a request that asks for a fault counts, and what is no API is not limited", async () => {
  const { origin } = await startLimited("1/h");
  expect((await exchange(origin, leadsRequest("", "Prefer: code=500\r\n"))).status).toBe(500);
  expect((await exchange(origin, leadsRequest("", "Prefer: code=500\r\n"))).status).toBe(429);
  expect((await fetch(`${origin}/health`)).status).toBe(200);
});
