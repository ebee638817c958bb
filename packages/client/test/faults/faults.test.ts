import { describe, expect, test, vi } from "vitest";
import { type Client, createClient } from "../../src/index.ts";
import { chatbotId, failure, leads, testKey } from "../support/fake-api.ts";
import { realServer } from "../support/real-server.ts";
import { type Fault, faults } from "./faults.ts";
import { faultServer, pages, perPage, seeded } from "./fault-server.ts";

const tries = 3;

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
  for (let seed = 1; seed <= (fault.random ? 20 : 1); seed++) {
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

test.each([
  ["a host that does not exist", "http://no-such-host.invalid"],
  ["a port where nobody listens", "http://127.0.0.1:9"],
  ["TLS to a server that speaks none", (origin: string) => origin.replace("http:", "https:")],
])("%s is a ConnectionError at every try, and no attempt too many", async (_, address) => {
  const { origin } = await realServer(() => undefined);
  const baseUrl = typeof address === "string" ? address : address(origin);
  const client = createClient({ apiKey: testKey, baseUrl, maxRetries: tries - 1, retry: { baseDelay: 0 } });
  const error = await failure(client.leads.list({ chatbotId }));
  expect(error).toMatchObject({ name: "ConnectionError", attempts: tries, retryable: true });
  expect((error as Error).cause).toBeInstanceOf(Error);
});
