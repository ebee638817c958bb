import { describe, expect, test } from "vitest";
import { all, chatbotId, failure, fakeApi, leads, page, pageOf, refusal, sixLeads } from "./support/fake-api.ts";

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("prefetch", () => {
  test("asks for one page ahead, in order, and gives the same leads", async () => {
    const { client, sent } = sixLeads();
    const given: string[] = [];
    const asked: number[] = [];
    for await (const { id } of client.leads.list({ chatbotId, size: 2 }, { prefetch: true })) {
      await turn();
      given.push(id);
      asked.push(sent.length);
    }
    expect(given).toEqual(leads(1, 6).map(({ id }) => id));
    expect(asked).toEqual([2, 2, 3, 3, 4, 4]);
    expect(sent.map(({ url }) => pageOf(url))).toEqual([1, 2, 3, 4]);
  });

  test("is sent before a loop that never waits goes on", async () => {
    let turned = 0;
    const { client } = fakeApi(({ url }) => {
      // As undici does: what is written at all is written in the next turn of the event loop.
      setImmediate(() => (turned += 1));
      return page(pageOf(url) <= 3 ? leads(pageOf(url) * 2 - 1, pageOf(url) * 2) : []);
    });
    const turns: number[] = [];
    for await (const _ of client.leads.list({ chatbotId, size: 2 }, { prefetch: true })) turns.push(turned);
    expect(turns).toEqual([2, 2, 3, 3, 4, 4]);
  });

  test("is sent before the page in hand is looked at, which is most of the work", async () => {
    const broken = [{ id: "lead_1", created_at: "yesterday" }];
    const asked: number[] = [];
    const { client, sent } = fakeApi(({ url }) => page(pageOf(url) === 1 ? broken : []), {
      validate: "warn",
      logger: { warn: () => asked.push(sent.length) },
    });
    expect(await client.leads.list({ chatbotId }, { prefetch: true }).toArray()).toEqual(broken);
    expect(asked).toEqual([2]);
  });

  test("does nothing for one page, and is off unless asked for", async () => {
    const { client, sent } = sixLeads();
    await client.leads.list({ chatbotId }, { prefetch: true });
    for await (const _ of client.leads.list({ chatbotId })) break;
    await turn();
    expect(sent).toHaveLength(2);
  });

  test("is aborted when the loop is left: nothing after it, and no rejection that nobody handles", async () => {
    const { client, sent } = fakeApi(({ init }, n) =>
      n === 1
        ? page(leads(1, 2))
        : new Promise((_, reject) => init.signal.addEventListener("abort", () => reject(init.signal.reason as Error))),
    );
    for await (const _ of client.leads.list({ chatbotId }, { prefetch: true, maxRetries: 3 })) break;
    await turn();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.init.signal.aborted).toBe(true);
  });

  test("that failed fails when its turn comes, after every lead before it", async () => {
    const { client } = fakeApi((_, n) => (n === 1 ? page(leads(1, 2)) : refusal(404, "gone")));
    const given: string[] = [];
    const walk = async () => {
      for await (const { id } of client.leads.list({ chatbotId }, { prefetch: true })) {
        await turn();
        given.push(id);
      }
    };
    expect(await failure(walk())).toMatchObject({ name: "NotFoundError" });
    expect(given).toEqual(["lead_1", "lead_2"]);
  });

  test("ends with the signal", async () => {
    const controller = new AbortController();
    const { client, sent } = fakeApi((_, n) => (n === 1 ? page(leads(1, 3)) : new Promise(() => undefined)));
    const given: string[] = [];
    const walk = async () => {
      const options = { prefetch: true, signal: controller.signal };
      for await (const { id } of client.leads.list({ chatbotId }, options)) {
        if (given.push(id) === 2) controller.abort("enough");
      }
    };
    expect(await failure(walk())).toMatchObject({ name: "AbortedError", cause: "enough" });
    expect(given).toHaveLength(2);
    expect(sent[1]?.init.signal.aborted).toBe(true);
  });

  test("ends with the signal also while it waits for the page that was asked for ahead", async () => {
    const { client } = fakeApi((_, n) => (n === 1 ? page(leads(1, 2)) : new Promise(() => undefined)));
    const signal = AbortSignal.timeout(20);
    const walk = client.leads.list({ chatbotId }, { prefetch: true, signal }).toArray();
    expect(await failure(walk)).toMatchObject({ name: "AbortedError", cause: { name: "TimeoutError" } });
  });

  test("asks for nothing when the signal was aborted before", async () => {
    const { client, sent } = sixLeads();
    const options = { prefetch: true, signal: AbortSignal.abort("never mind") };
    const walks = [
      client.leads.list({ chatbotId }, options).toArray(),
      all(client.leads.list({ chatbotId }, options).pages()),
      client.leads.since(undefined, { chatbotId }, options),
    ];
    for (const walk of walks) expect(await failure(walk)).toMatchObject({ name: "AbortedError", cause: "never mind" });
    expect(sent).toHaveLength(0);
  });

  test("does not hold a page's next() back when the walk has ended", async () => {
    const { client } = sixLeads();
    for await (const one of client.leads.list({ chatbotId, size: 2 }, { prefetch: true }).pages()) {
      if (one.page === 1) continue;
      expect((await one.next()).items).toEqual(leads(5, 6));
      break;
    }
    const pages = await all(client.leads.list({ chatbotId, size: 2 }, { prefetch: true }).pages());
    expect((await pages[0]?.next())?.items).toEqual(leads(3, 4));
  });

  test.each([null, "yes", 1])("refuses %s", (prefetch) => {
    const list = () => sixLeads().client.leads.list({ chatbotId }, { prefetch: prefetch as unknown as boolean });
    expect(list).toThrow("prefetch: expected true or false");
  });
});
