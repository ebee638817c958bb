import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { type ClientOptions, PagingError } from "../src/index.ts";
import { all, chatbotId, failure, fakeApi, lead, leads, page, refusal } from "./support/fake-api.ts";
import { ways } from "./support/written.ts";

const pageOf = (url: URL) => Number(url.searchParams.get("page"));
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Three pages of two, then nothing. */
const sixLeads = (options: Partial<ClientOptions> = {}) =>
  fakeApi(({ url }) => page(pageOf(url) <= 3 ? leads(pageOf(url) * 2 - 1, pageOf(url) * 2) : []), options);

describe("page by page", () => {
  test("next gives the page that follows, hasMore says whether one may", async () => {
    const { client, sent } = sixLeads();
    const seen: number[] = [];
    for (let one = await client.leads.list({ chatbotId, size: 2 }); one.hasMore(); one = await one.next()) {
      seen.push(one.page);
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(sent.map(({ url }) => url.searchParams.get("size"))).toEqual(["2", "2", "2", "2"]);
  });

  test("next keeps the options of the call", async () => {
    const { client, sent } = sixLeads();
    const one = await client.leads.list({ chatbotId, startDate: "2024-01-01" }, { headers: { "x-trace": "t" } });
    await one.next();
    expect(sent[1]?.url.search).toBe(`?chatbotId=${chatbotId}&startDate=2024-01-01&page=2`);
    expect(sent[1]?.init.headers).toMatchObject({ "x-trace": "t" });
  });

  test("a page is its data when it is written down", async () => {
    const one = await sixLeads().client.leads.list({ chatbotId });
    expect(JSON.parse(JSON.stringify(one))).toEqual({ items: leads(1, 2), page: 1, envelope: "documented" });
  });

  test("pages() is the walk, without repeats and without pages that are empty then", async () => {
    const answers = [[lead(1), lead(2)], [lead(2), lead(1)], [lead(2), lead(3)], [lead(4)]];
    const { client } = fakeApi((_, n) => page(answers[n - 1] ?? []));
    const pages = await all(client.leads.list({ chatbotId, size: 2 }).pages());
    expect(pages.map((one) => [one.page, one.size, one.items.map(({ id }) => id), one.hasMore()])).toEqual([
      [1, 2, ["lead_1", "lead_2"], true],
      [3, 2, ["lead_3"], true],
      [4, 2, ["lead_4"], true],
    ]);
  });
});

describe("toArray", () => {
  test("gives every lead", async () => {
    expect(await sixLeads().client.leads.list({ chatbotId }).toArray()).toEqual(leads(1, 6));
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [6, 3],
    [7, 4],
  ])("with limit %d asks for %d pages", async (limit, requests) => {
    const { client, sent } = sixLeads();
    expect(await client.leads.list({ chatbotId }).toArray({ limit })).toEqual(leads(1, Math.min(limit, 6)));
    await turn();
    expect(sent).toHaveLength(requests);
  });

  test.each([0, -1, 1.5, "5", null])("refuses a limit of %s before any request", async (limit) => {
    const { client, sent } = sixLeads();
    const error = await failure(client.leads.list({ chatbotId }).toArray({ limit: limit as number }));
    expect(error).toMatchObject({ name: "ArgumentError", argument: "limit" });
    expect(sent).toHaveLength(0);
  });

  test("gives nothing of a walk that fails", async () => {
    const { client } = fakeApi((_, n) => (n === 1 ? page(leads(1, 2)) : refusal(500, "no")));
    expect(await failure(client.leads.list({ chatbotId }).toArray())).toMatchObject({ name: "ServerError" });
  });
});

test("withResponse gives the awaited page and its head, with one request", async () => {
  const { client, sent } = fakeApi(() => page(leads(1, 2), { "x-request-id": "req_9" }));
  const list = client.leads.list({ chatbotId });
  const [{ data, response }, same] = await Promise.all([list.withResponse(), list]);
  expect(data).toBe(same);
  expect(response.status).toBe(200);
  expect(response.headers.get("x-request-id")).toBe("req_9");
  expect(sent).toHaveLength(1);
});

describe("what a walk remembers", () => {
  /** Newest first, one second apart; lead 0 is the oldest. */
  const at = (number: number, write = (ms: number) => new Date(ms).toISOString()) => ({
    id: `lead_${number}`,
    created_at: write(1_700_000_000_000 + number * 1_000),
  });
  const size = 1_000;
  const server = (list: () => readonly object[]) =>
    fakeApi(({ url }) => page(list().slice((pageOf(url) - 1) * size, pageOf(url) * size)));
  const newestFirst = (from: number, to: number, write?: (ms: number) => string) =>
    Array.from({ length: from - to }, (_, index) => at(from - 1 - index, write));

  test("is bounded: 120,000 leads leave less than a page behind", async () => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    const total = 120_000;
    const { client } = fakeApi(({ url }) => {
      const from = total - (pageOf(url) - 1) * size;
      return page(from > 0 ? newestFirst(from, from - size) : []);
    });
    const used: number[] = [];
    let count = 0;
    for await (const _ of client.leads.list({ chatbotId, size })) {
      if (++count % 15_000 !== 0) continue;
      gc();
      used.push(process.memoryUsage().heapUsed);
    }
    expect(count).toBe(total);
    // Every id of the leads between the third and the last measurement would be some 5 MB.
    expect(Math.max(...used.slice(3)) - (used[2] ?? 0)).toBeLessThan(2_000_000);
  }, 30_000);

  test("knows what 1,999 inserts between two pages of 1,000 repeat", async () => {
    const list = newestFirst(20_000, 0);
    const { client } = server(() => list);
    const given: string[] = [];
    for await (const { id } of client.leads.list({ chatbotId, size })) {
      given.push(id);
      if (given.length === 10_000) list.unshift(...newestFirst(21_999, 20_000));
    }
    expect(given).toEqual(newestFirst(20_000, 0).map(({ id }) => id));
    expect(list).toHaveLength(21_999);
  });

  test.each([3, 49, 120])("knows repeats among %d leads of one moment", async (together) => {
    const one = (number: number) => ({ ...at(Math.floor(number / together)), id: `lead_${number}` });
    const downTo = (from: number, to: number) => Array.from({ length: from - to }, (_, index) => one(from - 1 - index));
    const list = downTo(3_000, 0);
    const given: string[] = [];
    for await (const { id } of server(() => list).client.leads.list({ chatbotId, size: 100 })) {
      given.push(id);
      // In front of every other page, so that the next one repeats some, between leads of one moment too.
      if (given.length % 200 === 0 && list.length < 3_400) list.unshift(...downTo(list.length + 31, list.length));
    }
    expect(given).toEqual(downTo(3_000, 0).map(({ id }) => id));
    expect(list.length).toBeGreaterThan(3_300);
  });

  test.each(Object.entries(ways))(
    "ends with an error, and no lead given twice, when more came in than it remembers: dates %s",
    async (_, write) => {
      const list = newestFirst(40_000, 0, write);
      const { client } = server(() => list);
      const given: string[] = [];
      const walk = async () => {
        for await (const { id } of client.leads.list({ chatbotId, size })) {
          given.push(id);
          if (given.length === 30_000) list.unshift(...newestFirst(55_000, 40_000, write));
        }
      };
      const error = await failure(walk());
      expect(error).toBeInstanceOf(PagingError);
      expect(String(error)).toContain("page 31 brings nothing new");
      expect(given).toEqual(newestFirst(40_000, 10_000).map(({ id }) => id));
    },
  );

  // 7,050: a page of which one half is forgotten and the other is known. 12,050: one half is new, the other forgotten.
  test.each([7_050, 12_050])(
    "gives no lead twice of a page that %d inserts have put astride what it remembers",
    async (inserts) => {
      const list = newestFirst(20_000, 0);
      const { client } = fakeApi(({ url }) => page(list.slice((pageOf(url) - 1) * 100, pageOf(url) * 100)));
      const given: string[] = [];
      const walk = async () => {
        for await (const { id } of client.leads.list({ chatbotId, size: 100 })) {
          given.push(id);
          if (given.length === 12_000) list.unshift(...newestFirst(20_000 + inserts, 20_000));
        }
      };
      expect(await failure(walk())).toBeInstanceOf(PagingError);
      expect(given).toEqual(newestFirst(20_000, 8_000).map(({ id }) => id));
    },
  );

  test.each<[string, (number: number) => number]>([
    ["oldest first", (number) => number],
    ["in no order", (number) => (number * 7_919) % 12_000],
    ["all of one moment", () => 0],
    ["in pages that are ordered, in blocks that are not", (number) => 12_000 - (number ^ 4_000)],
  ])("loses nothing of a list that is %s", async (_, moment) => {
    const list = Array.from({ length: 12_000 }, (_, number) => ({ ...at(moment(number)), id: `lead_${number}` }));
    const ids: string[] = [];
    const walk = async () => {
      for await (const { id } of server(() => list).client.leads.list({ chatbotId, size })) ids.push(id);
    };
    // A list that looks as if it had moved may be refused, and is never cut in silence.
    const error = await walk().catch((error: unknown) => error);
    const whole = error === undefined ? list.length : ids.length;
    expect(ids).toEqual(list.slice(0, whole).map(({ id }) => id));
    expect(error === undefined || error instanceof PagingError).toBe(true);
  });
});
