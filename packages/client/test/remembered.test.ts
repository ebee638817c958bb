import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { PagingError } from "../src/index.ts";
import { all, chatbotId, type Fake, fakeApi, page, pageOf } from "./support/fake-api.ts";
import { ways } from "./support/written.ts";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

/** Walks to the end or to an error, and says after each lead how many have been given. */
async function walk({ client }: Pick<Fake, "client">, size: number, onLead: (given: number) => void = () => undefined) {
  const ids: string[] = [];
  const error = await (async () => {
    for await (const { id } of client.leads.list({ chatbotId, size })) onLead(ids.push(id));
  })().catch((error: unknown) => error);
  return { ids, error };
}

describe("what a walk remembers", () => {
  /** Newest first, one second apart; lead 0 is the oldest. */
  const at = (number: number, write = (ms: number) => new Date(ms).toISOString()) => ({
    id: `lead_${number}`,
    created_at: write(1_700_000_000_000 + number * 1_000),
  });
  const size = 1_000;
  const server = (list: readonly object[], perPage = size) =>
    fakeApi(({ url }) => page(list.slice((pageOf(url) - 1) * perPage, pageOf(url) * perPage)));
  const newestFirst = (from: number, to: number, write?: (ms: number) => string) =>
    Array.from({ length: from - to }, (_, index) => at(from - 1 - index, write));

  test("is bounded: 120,000 leads leave less than a page behind", async () => {
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

  test("keeps of a page that is kept its leads, and not what it came in", async () => {
    // What the spec does not know is left out: 2 MB of each page.
    const { client } = fakeApi(({ url }) =>
      page(
        pageOf(url) <= 20
          ? newestFirst(10, 0).map((one) => ({ ...one, id: `${one.id}_${pageOf(url)}`, raw: "x".repeat(200_000) }))
          : [],
      ),
    );
    gc();
    const before = process.memoryUsage().heapUsed;
    const pages = await all(client.leads.list({ chatbotId, size }).pages());
    gc();
    expect(pages).toHaveLength(20);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
  });

  test("knows what 1,999 inserts between two pages of 1,000 repeat", async () => {
    const list = newestFirst(20_000, 0);
    const { ids, error } = await walk(server(list), size, (given) => {
      if (given === 10_000) list.unshift(...newestFirst(21_999, 20_000));
    });
    expect(error).toBeUndefined();
    expect(ids).toEqual(newestFirst(20_000, 0).map(({ id }) => id));
    expect(list).toHaveLength(21_999);
  });

  test.each([3, 49, 120])("knows repeats among %d leads of one moment", async (together) => {
    const one = (number: number) => ({ ...at(Math.floor(number / together)), id: `lead_${number}` });
    const downTo = (from: number, to: number) => Array.from({ length: from - to }, (_, index) => one(from - 1 - index));
    const list = downTo(3_000, 0);
    const { ids, error } = await walk(server(list, 100), 100, (given) => {
      // In front of every other page, so that the next one repeats some, between leads of one moment too.
      if (given % 200 === 0 && list.length < 3_400) list.unshift(...downTo(list.length + 31, list.length));
    });
    expect(error).toBeUndefined();
    expect(ids).toEqual(downTo(3_000, 0).map(({ id }) => id));
    expect(list.length).toBeGreaterThan(3_300);
  });

  test.each(Object.entries(ways))(
    "ends with an error, and no lead given twice, when more came in than it remembers: dates %s",
    async (_, write) => {
      const list = newestFirst(40_000, 0, write);
      const { ids, error } = await walk(server(list), size, (given) => {
        if (given === 30_000) list.unshift(...newestFirst(55_000, 40_000, write));
      });
      expect(error).toBeInstanceOf(PagingError);
      expect(String(error)).toContain("page 31 has nothing surely new");
      expect(ids).toEqual(newestFirst(40_000, 10_000).map(({ id }) => id));
    },
  );

  test.each([{}, null, "soon"])(
    "and when the first lead was collected at %j, which `validate` lets pass",
    async (at) => {
      const list = newestFirst(40_000, 0);
      const client = server(list).client.with({ validate: "warn" });
      list[0] = { id: "lead_39999", created_at: at as string };
      const { ids, error } = await walk({ client }, size, (given) => {
        if (given === 30_000) list.unshift(...newestFirst(55_000, 40_000));
      });
      expect(error).toBeInstanceOf(PagingError);
      expect(ids).toHaveLength(30_000);
    },
  );

  test("knows repeats of one millisecond that are written in different lengths", async () => {
    const micros = (digits: string, id: string) => ({ id, created_at: `2024-01-01T00:00:00.${digits}Z` });
    const list = [micros("999001", "a"), micros("123457", "b"), micros("123456", "c"), micros("12345", "d")];
    const { ids, error } = await walk(server(list, 4), 4, (given) => {
      if (given === 4) list.unshift(micros("999004", "x"), micros("999003", "y"), micros("999002", "z"));
    });
    expect(error).toBeUndefined();
    expect(ids).toEqual(["a", "b", "c", "d"]);
  });

  // 7,050: a page of which one half is forgotten and the other is known. 12,050: one half is new, the other forgotten.
  test.each([7_050, 12_050])(
    "gives no lead twice of a page that %d inserts have put astride what it remembers",
    async (inserts) => {
      const list = newestFirst(20_000, 0);
      const { ids, error } = await walk(server(list, 100), 100, (given) => {
        if (given === 12_000) list.unshift(...newestFirst(20_000 + inserts, 20_000));
      });
      expect(error).toBeInstanceOf(PagingError);
      expect(ids).toEqual(newestFirst(20_000, 8_000).map(({ id }) => id));
    },
  );

  test.each<[string, (number: number) => number]>([
    ["oldest first", (number) => number],
    ["in no order", (number) => (number * 7_919) % 12_000],
    ["all of one moment", () => 0],
    ["in pages that are ordered, in blocks that are not", (number) => 12_000 - (number ^ 4_000)],
  ])("loses nothing of a list that is %s", async (_, moment) => {
    const list = Array.from({ length: 12_000 }, (_, number) => ({ ...at(moment(number)), id: `lead_${number}` }));
    // A list that looks as if it had moved may be refused, and is never cut in silence.
    const { ids, error } = await walk(server(list), size);
    const whole = error === undefined ? list.length : ids.length;
    expect(ids).toEqual(list.slice(0, whole).map(({ id }) => id));
    expect(error === undefined || error instanceof PagingError).toBe(true);
  });
});
