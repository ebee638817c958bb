import { describe, expect, test, vi } from "vitest";
import { type Client, createClient } from "../../src/index.ts";
import { chatbotId, failure, leads, testKey } from "../support/fake-api.ts";
import { faultServer } from "../support/fault-server.ts";
import { realServer } from "../support/real-server.ts";
import { type Fault, faults } from "./faults.ts";
import { pages, perPage, seeded } from "./fault-server.ts";

const tries = 3;

/** Seeds of a fault in which chance has no part: they decide the page that it strikes. 20 of them take minutes. */
const seeds = Number(process.env["CHATBASE_FAULT_SEEDS"] ?? 1);

/** Which requests a fault strikes: those for `page`, at the first attempt or at all. */
type Strikes = (page: number, times: number) => boolean;
const always: Strikes = () => true;
const first: Strikes = (_, times) => times === 1;

/** Faults after which the connection is as good as before. */
const mayStay = new Set([
  ...faults.filter(({ becomes }) => becomes === "page" || becomes === "RateLimitError").map(({ title }) => title),
  "cut, with the length of the part",
  "gzip cut, with the length of the part",
  "gzip that is none",
  "gzip of nothing",
  "white space for a body",
  "HTML",
  "an empty 200",
  "204",
  "bad UTF-8",
  "deep JSON",
  "a lead without id",
  "502 in HTML",
  "a redirect to another server",
  "a redirect to itself",
]);

/** Runs what `work` does with a client of a server with this fault, for each seed; then nothing may be left behind. */
async function under(
  fault: Fault,
  strikes: (seed: number) => Strikes,
  work: (client: Client, asked: number[], seed: number) => Promise<void>,
): Promise<void> {
  for (let seed = 1; seed <= (fault.random ? 20 : seeds); seed++) {
    const server = await faultServer(fault.misbehave, strikes(seed), seeded(seed));
    const client = createClient({
      apiKey: testKey,
      baseUrl: server.baseUrl,
      timeout: fault.becomes === "TimeoutError" ? 300 : 5_000,
      totalTimeout: 20_000,
      maxRetries: tries - 1,
      maxResponseBytes: 1_000_000,
      // The seeds of one fault share no budget; the test of the budget is another one.
      retry: { baseDelay: 0, budget: 100 },
    });
    await work(client, server.asked, seed);
    // What was not wanted any more leaves no open connection. One whose answer HTTP calls complete may be kept alive.
    await vi.waitFor(() => expect(mayStay.has(fault.title) ? 0 : server.spoilt.size).toBe(0), {
      timeout: 5_000,
      interval: 2,
    });
  }
}

/** Whether another attempt is made after the fault. */
const isTriedAgain = ({ becomes }: Fault) => becomes !== "page" && becomes !== "ContractError";
const isPage = (fault: Fault) => fault.becomes === "page";

describe.each(faults.map((fault) => ({ title: fault.title, fault })))("$title", ({ fault }) => {
  test("at every try", async () => {
    await under(
      fault,
      () => always,
      async (client, asked) => {
        const result = await client.leads.list({ chatbotId, size: perPage }).then(
          ({ items }) => items,
          (error: unknown) => (error as Error).name,
        );
        expect(result).toEqual(isPage(fault) ? leads(1, perPage) : fault.becomes);
        expect(asked).toHaveLength(isTriedAgain(fault) ? tries : 1);
      },
    );
  });

  test("at the first try", async () => {
    await under(
      fault,
      () => first,
      async (client, asked) => {
        const result = await client.leads.list({ chatbotId, size: perPage }).then(
          ({ items }) => items,
          (error: unknown) => (error as Error).name,
        );
        expect(result).toEqual(fault.becomes === "ContractError" ? "ContractError" : leads(1, perPage));
        expect(asked).toHaveLength(isTriedAgain(fault) ? 2 : 1);
      },
    );
  });

  test("at page k of n: what was given is whole, and nothing after it", async () => {
    const pageOf = (seed: number) => 1 + (seed % pages);
    await under(
      fault,
      (seed) => (page) => page === pageOf(seed),
      async (client, _, seed) => {
        const given: unknown[] = [];
        const walk = async () => {
          for await (const lead of client.leads.list({ chatbotId, size: perPage })) given.push(lead);
        };
        const ended = isPage(fault) ? await walk() : await failure(walk());
        expect((ended as Error | undefined)?.name).toBe(isPage(fault) ? undefined : fault.becomes);
        expect(given).toEqual(leads(1, (isPage(fault) ? pages : pageOf(seed) - 1) * perPage));
      },
    );
  });
});

test("a server whose every first answer is spoilt gives every lead once, whatever the fault", async () => {
  for (const fault of faults.filter((one) => isTriedAgain(one) && one.becomes !== "TimeoutError")) {
    await under(
      { ...fault, random: false },
      () => first,
      async (client) => {
        const list = client.leads.list({ chatbotId, size: perPage }, { prefetch: true });
        expect(await list.toArray()).toEqual(leads(1, pages * perPage));
      },
    );
  }
}, 30_000);

const unreachable: [string, (origin: string) => string][] = [
  ["a host that does not exist", () => "http://no-such-host.invalid"],
  ["a port where nobody listens", () => "http://127.0.0.1:9"],
  ["TLS to a server that speaks none", (origin) => origin.replace("http:", "https:")],
];

describe.each(unreachable)("%s", (_, address) => {
  test("at every try is a ConnectionError, and no attempt is too many", async () => {
    const { origin } = await realServer(() => undefined);
    const baseUrl = address(origin);
    const client = createClient({ apiKey: testKey, baseUrl, maxRetries: tries - 1, retry: { baseDelay: 0 } });
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "ConnectionError", attempts: tries, retryable: true });
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  /** A client of a good server whose requests go astray where `strikes` says so. */
  async function astray(strikes: Strikes): Promise<Client> {
    const good = await faultServer(
      () => undefined,
      () => false,
      seeded(1),
    );
    const { origin } = await realServer(() => undefined);
    const times = new Map<number, number>();
    return createClient({
      apiKey: testKey,
      baseUrl: good.baseUrl,
      maxRetries: tries - 1,
      retry: { baseDelay: 0 },
      fetch: (url, init) => {
        const page = Number(new URL(url).searchParams.get("page"));
        times.set(page, (times.get(page) ?? 0) + 1);
        return fetch(strikes(page, times.get(page) ?? 0) ? url.replace(good.baseUrl, address(origin)) : url, init);
      },
    });
  }

  test("at the first try costs one more, at each page of a walk", async () => {
    const client = await astray(first);
    expect(await client.leads.list({ chatbotId, size: perPage }).toArray()).toEqual(leads(1, pages * perPage));
  });

  test.each([1, 2, 3, 4])("at page %i ends the walk after what is whole", async (struck) => {
    const client = await astray((page) => page === struck);
    const given: unknown[] = [];
    const walk = async () => {
      for await (const lead of client.leads.list({ chatbotId, size: perPage })) given.push(lead);
    };
    expect(await failure(walk())).toMatchObject({ name: "ConnectionError", attempts: tries });
    expect(given).toEqual(leads(1, (struck - 1) * perPage));
  });
});
