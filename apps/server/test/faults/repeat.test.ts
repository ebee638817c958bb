import { describe, expect, test } from "vitest";
import { delay } from "../../src/faults/delay.ts";
import { createServer, demo, type FaultSettings, type Server } from "../../src/index.ts";
import { randomFrom } from "../../src/seeded-random.ts";

const url = `http://any.example/api/v1/get-leads?chatbotId=${demo.chatbotId}&size=1`;
const headers = { authorization: `Bearer ${demo.apiKey}` };

function serverWith(faults: FaultSettings, faultSeed?: number): Server {
  return createServer({ store: ":memory:", logLevel: "silent", faults, ...(faultSeed !== undefined && { faultSeed }) });
}

/** What the requests of one run got, one after the other. */
async function run({ fetch }: Server, count = 40): Promise<string[]> {
  const outcomes: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const answer = await fetch(url, { headers }).catch(() => "reset" as const);
    outcomes.push(answer === "reset" ? answer : `${answer.status} ${answer.headers.get("content-type")}`);
  }
  return outcomes;
}

const mixed: FaultSettings = { code: "503@0.3", reset: "@0.1", "content-type": "text/html" };

describe("the same requests", () => {
  test("get the same faults from two servers of one seed", async () => {
    const [one, other] = [serverWith(mixed, 7), serverWith(mixed, 7)];
    const outcomes = await run(one);
    expect(await run(other)).toEqual(outcomes);
    expect(new Set(outcomes)).toEqual(new Set(["200 text/html", "503 text/html", "reset"]));
    await Promise.all([one.close(), other.close()]);
  });

  test("get other faults with another seed, and seed 1 without any", async () => {
    const servers = [serverWith(mixed, 1), serverWith(mixed, 2), serverWith(mixed)];
    const [first, second, unsown] = await Promise.all(servers.map((server) => run(server)));
    expect(second).not.toEqual(first);
    expect(unsown).toEqual(first);
    await Promise.all(servers.map((server) => server.close()));
  });

  test("get the same faults again after set()", async () => {
    const server = serverWith(mixed);
    const outcomes = await run(server);
    server.faults.set(mixed);
    expect(await run(server)).toEqual(outcomes);
    await server.close();
  });

  test("get the same faults, whatever other requests were refused for want of a key", async () => {
    const [one, other] = [serverWith(mixed), serverWith(mixed)];
    await one.fetch(url);
    expect(await run(one)).toEqual(await run(other));
    await Promise.all([one.close(), other.close()]);
  });
});

test("what a request asks for itself changes nothing for those after it", async () => {
  const [one, other] = [
    serverWith({ "content-type": "text/html@0.5" }),
    serverWith({ "content-type": "text/html@0.5" }),
  ];
  await one.fetch(url, { headers });
  // Draws once more than the other.
  await other.fetch(url, { headers: { ...headers, prefer: "delay=0-1, code=500" } });
  expect(await run(other)).toEqual(await run(one));
  await Promise.all([one.close(), other.close()]);
});

test("a share is a share: within five standard deviations", async () => {
  const server = serverWith({ code: "500@0.25" });
  const refused = (await run(server, 2_000)).filter((outcome) => outcome.startsWith("500")).length;
  expect(Math.abs(refused - 500)).toBeLessThan(5 * Math.sqrt(2_000 * 0.25 * 0.75));
  await server.close();
});

test("switched while it runs: set replaces, clear ends, a refused set changes nothing", async () => {
  const server = serverWith({ code: 500 });
  expect(server.faults.active).toEqual(["code=500"]);
  server.faults.set({ "content-type": "text/plain" });
  expect(await run(server, 1)).toEqual(["200 text/plain"]);
  expect(() => server.faults.set({ code: 1 })).toThrow("The value of code");
  expect(server.faults.active).toEqual(["content-type=text/plain"]);
  server.faults.clear();
  expect(await run(server, 1)).toEqual(["200 application/json"]);
  await server.close();
});

/** Waits that a delay draws, sorted. */
async function draw(value: string, count: number): Promise<number[]> {
  const waits: number[] = [];
  const random = randomFrom(1);
  const approach = {
    caller: "",
    random,
    elapsed: () => 0,
    pause: async (milliseconds: number) => void waits.push(milliseconds),
  };
  const { before } = delay.read(value) ?? {};
  for (let index = 0; index < count; index += 1) await before?.(approach);
  return waits.toSorted((one, other) => one - other);
}

describe("latency", () => {
  test("of a range is spread evenly over it", async () => {
    const waits = await draw("100-300", 10_000);
    expect(waits[0]).toBeGreaterThanOrEqual(100);
    expect(waits.at(-1)).toBeLessThanOrEqual(300);
    for (const [share, wait] of [
      [0.1, 120],
      [0.5, 200],
      [0.9, 280],
    ] as const) {
      expect(Math.abs((waits[share * 10_000] ?? 0) - wait)).toBeLessThan(6);
    }
  });

  test("of percentiles has them, and a tail beyond", async () => {
    const waits = await draw("p50:100/p99:1000", 20_000);
    expect(waits[10_000]).toBeGreaterThan(95);
    expect(waits[10_000]).toBeLessThan(105);
    expect(waits[19_800]).toBeGreaterThan(850);
    expect(waits[19_800]).toBeLessThan(1_150);
    expect(waits.at(-1)).toBeGreaterThan(1_500);
  });

  test("is never longer than a minute", async () => {
    expect((await draw("p50:10000/p99:60000", 5_000)).at(-1)).toBe(60_000);
  });
});
