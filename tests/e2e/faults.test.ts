/** What the client makes of each fault of the server. */
import {
  type Client,
  type ClientOptions,
  ConnectionError,
  ContractError,
  createClient,
  PagingError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "@chatbase-kit/client";
import { demo, type RunningServer, startServer } from "@chatbase-kit/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ store: ":memory:", port: 0, logLevel: "silent" });
});
afterAll(() => server.close());

/** A client whose requests all ask for these faults. */
function clientWith(prefer: string, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    apiKey: demo.apiKey,
    baseUrl: server.baseUrl,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, prefer } }),
    ...options,
  });
}

const { chatbotId } = demo;

describe("a page", () => {
  test.each([
    ["code=429", RateLimitError],
    ["code=503", ServerError],
    ['code=502, content-type="text/html"', ServerError],
    ["reset", ConnectionError],
    ["truncate", ConnectionError],
    ["malformed", ContractError],
    ['content-type="text/html"', ContractError],
  ])("with %s is refused", async (prefer, type) => {
    await expect(
      clientWith(prefer)
        .leads.list({ chatbotId })
        .then(() => "a page"),
    ).rejects.toBeInstanceOf(type);
    await expect(clientWith("").leads.list({ chatbotId })).resolves.toHaveProperty("items.length", 10);
  });

  test.each(["delay=60000", "slow=60000"])("with %s meets the client's deadline", async (prefer) => {
    const list = clientWith(prefer, { timeout: 300 }).leads.list({ chatbotId });
    await expect(list.then(() => "a page")).rejects.toBeInstanceOf(TimeoutError);
  });

  test("in the other envelope is read", async () => {
    const { envelope, items } = await clientWith("envelope=observed").leads.list({ chatbotId });
    expect({ envelope, leads: items.length }).toEqual({ envelope: "observed", leads: 10 });
  });
});

async function walk(prefer: string, size = 400): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of clientWith(prefer).leads.list({ chatbotId, size })) ids.push(id);
  return ids;
}

describe("a walk", () => {
  test.each(["clamp=150", "duplicate=2", "shift=3", "shift=400", "envelope=observed, shift=7, clamp=333"])(
    "with %s gives every lead, each once, in order",
    async (prefer) => {
      expect(await walk(prefer)).toEqual(await walk(""));
    },
  );

  test("with leads deleted meanwhile misses those that moved up, as its README says", async () => {
    const all = await walk("");
    expect(await walk("shift=-3")).toEqual(all.filter((_id, index) => ![400, 401, 402].includes(index)));
  });

  test("that gets the same page for ever ends with an error", async () => {
    await expect(walk("duplicate=999999999")).rejects.toBeInstanceOf(PagingError);
  });
});

test("the faults of a run hit every client, until they are cleared", async () => {
  server.faults.set({ code: 503 });
  await expect(
    clientWith("")
      .leads.list({ chatbotId })
      .then(() => "a page"),
  ).rejects.toBeInstanceOf(ServerError);
  server.faults.clear();
  expect(await walk("")).toHaveLength(3_000);
});
