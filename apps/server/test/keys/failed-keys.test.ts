import { describe, expect, onTestFinished, test } from "vitest";
import { type Config, defaultConfig, type RunningServer, startServer } from "../../src/index.ts";
import { RequestError } from "../../src/http/errors.ts";
import { LimitCounter } from "../../src/http/limit.ts";
import { KeyGuard } from "../../src/keys/key-guard.ts";
import { createKey } from "../../src/keys/manage-keys.ts";
import { type Exchange, exchange, leadsRequest } from "../faults/support/exchange.ts";
import { apiKey, getRequest, otherChatbotId, otherKey, getLeadsPath, withWire } from "../http/support/servers.ts";
import { storeWith } from "../http/support/stores.ts";
import { statusOf } from "./support/key-life.ts";

async function start(config: Partial<Config>): Promise<RunningServer> {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", ...config });
  onTestFinished(() => server.close());
  return server;
}

function ask({ origin }: RunningServer, credentials: string): Promise<Exchange> {
  return exchange(origin, leadsRequest("&size=1", "", "GET", credentials));
}

/** The statuses of so many requests on one connection, each with another key that nobody has. */
async function guess({ origin }: RunningServer, count: number): Promise<number[]> {
  return await withWire(origin, async (wire) => {
    const statuses: number[] = [];
    for (let guessed = 0; guessed < count; guessed += 1) statuses.push(await statusOf(wire, `guess-${guessed}`));
    return statuses;
  });
}

const bad = "Authorization: Bearer nobody\r\n";

describe("too many failed keys", () => {
  test("are refused with 429, a text of its own, and the seconds to wait", async () => {
    const server = await start({ failedKeyLimit: "3/h" });
    expect(await guess(server, 3)).toEqual([401, 401, 401]);
    const { status, body, headers } = await ask(server, bad);
    expect({ status, body }).toEqual({ status: 429, body: '{"message":"Too many invalid API keys."}' });
    expect(headers.has("www-authenticate")).toBe(false);
    const wait = Number(headers.get("retry-after"));
    expect(Number.isInteger(wait) && wait > 3_500 && wait <= 3_600).toBe(true);
  });

  test("change nothing for good keys of any account from the same address and connection, new ones included", async () => {
    const server = await start({ failedKeyLimit: "1/h" });
    await withWire(server.origin, async (wire) => {
      for (const status of [401, 429, 429]) expect(await statusOf(wire, "nobody")).toBe(status);
      expect(await statusOf(wire, apiKey)).toBe(200);
      wire.send(
        `GET ${getLeadsPath}?chatbotId=${otherChatbotId} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${otherKey}\r\n\r\n`,
      );
      expect((await wire.next()).status).toBe(200);
      const accountId = "acc_123abc456";
      const { key } = await createKey(server.store, {
        accountId,
        createAccount: false,
        name: "",
        expiresAt: undefined,
      });
      expect(await statusOf(wire, key)).toBe(200);
      expect(await statusOf(wire, "nobody")).toBe(429);
    });
  });

  test("are counted without what is no key at all, and that is still a 401", async () => {
    const server = await start({ failedKeyLimit: "1/h" });
    const none = ["", "Authorization: Basic bm9ib2R5\r\n", "Authorization: Bearer\r\n", `${bad}${bad}`];
    for (const credentials of none) expect((await ask(server, credentials)).status).toBe(401);
    expect((await ask(server, bad)).status).toBe(401);
    expect((await ask(server, bad)).status).toBe(429);
    for (const credentials of none) expect((await ask(server, credentials)).status).toBe(401);
  });

  test("are let through again after the wait that is named", async () => {
    const server = await start({ failedKeyLimit: "1/s" });
    expect(await guess(server, 1)).toEqual([401]);
    let refused = await ask(server, bad);
    while (refused.status !== 429) refused = await ask(server, bad);
    expect(refused.headers.get("retry-after")).toBe("1");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await ask(server, bad)).status).toBe(401);
  });

  test("are more than a team's tests send, unless it is said otherwise; with none there is no limit", async () => {
    expect(defaultConfig.failedKeyLimit).toBe("90/m");
    const statuses = await guess(await start({ failedKeyLimit: "90/h" }), 100);
    expect(statuses).toEqual([...Array<number>(90).fill(401), ...Array<number>(10).fill(429)]);
    expect(new Set(await guess(await start({ failedKeyLimit: "none" }), 200))).toEqual(new Set([401]));
  });
});

test("every address has a count of its own; of IPv6, every network of one customer", () => {
  const settings = { rateLimit: "none", failedKeyLimit: "1/h" } as const;
  const guard = new KeyGuard(storeWith({}), settings, () => {});
  const addresses = [
    "10.0.0.1",
    "10.0.0.2",
    "::ffff:10.0.0.1",
    "2001:db8::1",
    "2001:db8::2",
    "2001:db8:0:0:5::",
    "::1",
  ];
  const others = ["2001:db8:0:1::1", "2001:db8:1::1", "fe80::1%eth0"];
  const statuses = [...addresses, ...others].map((address) => guard.refusal(address).status);
  expect(statuses).toEqual([401, 401, 429, 401, 429, 429, 401, 401, 401, 401]);
  expect(guard.refusal("10.0.0.1")).toBeInstanceOf(RequestError);
});

test("who was not seen for long is forgotten: memory is bounded", () => {
  const counter = new LimitCounter({ events: 1, length: 3_600_000 });
  expect(counter.take("first")).toBe(0);
  expect(counter.take("first")).toBe(3_600);
  for (let other = 0; other < 9_999; other += 1) counter.take(`${other}`);
  expect(counter.take("first")).toBe(3_600);
  for (let other = 0; other < 10_000; other += 1) counter.take(`${other}`);
  expect(counter.take("first")).toBe(0);
});

describe("a rate limit that is no fault", () => {
  test("gives every key so many requests, and no request can have more", async () => {
    const server = await start({ rateLimit: "2/h" });
    const statuses: number[] = [];
    for (const prefer of ["", "Prefer: code=500\r\n", 'Prefer: rate-limit="9/s"\r\n', "Prefer: code=500\r\n"])
      statuses.push((await exchange(server.origin, leadsRequest("&size=1", prefer))).status);
    expect(statuses).toEqual([200, 500, 429, 429]);
    const refused = await exchange(server.origin, getRequest().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    expect(refused.body).toBe('{"message":"Too many requests."}');
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_500);
    expect((await ask(server, `Authorization: Bearer ${otherKey}\r\n`)).status).toBe(404);
    expect((await ask(server, bad)).status).toBe(401);
  });

  test("is off unless it is asked for", async () => {
    expect(defaultConfig.rateLimit).toBe("none");
    const server = await start({});
    await withWire(server.origin, async (wire) => {
      for (let sent = 0; sent < 200; sent += 1) expect(await statusOf(wire, apiKey)).toBe(200);
    });
  });
});
