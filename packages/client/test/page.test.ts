import { describe, expect, test } from "vitest";
import { PagingError } from "../src/index.ts";
import { all, chatbotId, failure, fakeApi, lead, leads, page, pageOf, refusal, sixLeads } from "./support/fake-api.ts";

const sizes = (sent: readonly { url: URL }[]) => sent.map(({ url }) => url.searchParams.get("size"));

describe("a list is lazy", () => {
  test("nothing is sent before it is awaited or iterated", async () => {
    const { client, sent } = sixLeads();
    const list = client.leads.list({ chatbotId });
    list[Symbol.asyncIterator]();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toHaveLength(0);
    await list;
    expect(sent).toHaveLength(1);
  });

  test("awaiting twice sends once and gives the same page", async () => {
    const { client, sent } = sixLeads();
    const list = client.leads.list({ chatbotId });
    const [first, second] = await Promise.all([list, list]);
    expect(second).toBe(first);
    expect(await list).toBe(first);
    expect(sent).toHaveLength(1);
  });

  test("a failure is remembered, and handled by then, catch and finally", async () => {
    const { client, sent } = fakeApi(() => refusal(500, "Internal server error"));
    const list = client.leads.list({ chatbotId });
    const settled: string[] = [];
    const caught = await list.finally(() => settled.push("finally")).catch((error: unknown) => error);
    expect(caught).toMatchObject({ name: "ServerError" });
    expect(await list.catch((error: unknown) => error)).toBe(caught);
    expect(await list.then(undefined, (error: unknown) => error)).toBe(caught);
    expect(settled).toEqual(["finally"]);
    expect(sent).toHaveLength(1);
  });

  test("awaiting and iterating do not disturb each other", async () => {
    const { client, sent } = sixLeads();
    const list = client.leads.list({ chatbotId, page: 2, size: 2 });
    const [one, walked] = await Promise.all([list, all(list)]);
    expect(one.items).toEqual(leads(3, 4));
    expect(walked).toEqual(leads(3, 6));
    expect(sent.map(({ url }) => pageOf(url)).toSorted((a, b) => a - b)).toEqual([2, 2, 3, 4]);
  });

  test("each iteration is a walk of its own", async () => {
    const { client, sent } = sixLeads();
    const list = client.leads.list({ chatbotId, size: 2 });
    expect(await all(list)).toEqual(leads(1, 6));
    expect(await all(list)).toEqual(leads(1, 6));
    expect(sent).toHaveLength(8);
  });
});

describe("a page", () => {
  test("says which it is and what was asked for", async () => {
    const { client } = sixLeads();
    expect(await client.leads.list({ chatbotId, page: 3, size: 2 })).toEqual({
      items: leads(5, 6),
      page: 3,
      size: 2,
      envelope: "documented",
    });
  });
});

describe("a walk", () => {
  test("goes on after short pages and stops at the empty one", async () => {
    const pages = [leads(1, 2), leads(3, 3), leads(4, 8), leads(9, 9), [], leads(10, 11)];
    const { client, sent } = fakeApi((_, number) => page(pages[number - 1] ?? []));
    expect(await all(client.leads.list({ chatbotId, size: 5 }))).toEqual(leads(1, 9));
    expect(sent.map(({ url }) => pageOf(url))).toEqual([1, 2, 3, 4, 5]);
  });

  test("sends nothing after the loop is left", async () => {
    const { client, sent } = sixLeads();
    for await (const { id } of client.leads.list({ chatbotId })) if (id === "lead_2") break;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toHaveLength(1);
  });

  test("gives a lead once, also when a later page or the same page repeats it", async () => {
    const pages = [[lead(1), lead(1), lead(2)], [lead(2), lead(3)], [lead(1)], [lead(4)]];
    const { client } = fakeApi((_, number) => page(pages[number - 1] ?? []));
    expect(await all(client.leads.list({ chatbotId }))).toEqual(leads(1, 4));
  });

  test("one page with nothing new is fine, also when it happens again", async () => {
    const pages = [[lead(1)], [lead(1)], [lead(2)], [lead(1)], [lead(3)]];
    const { client } = fakeApi((_, number) => page(pages[number - 1] ?? []));
    expect(await all(client.leads.list({ chatbotId }))).toEqual(leads(1, 3));
  });

  test("a second page in a row with nothing new is an error", async () => {
    const { client, sent } = fakeApi(() => page(leads(1, 2)));
    const given: string[] = [];
    const walk = async () => {
      for await (const { id } of client.leads.list({ chatbotId })) given.push(id);
    };
    const error = await failure(walk());
    expect(error).toBeInstanceOf(PagingError);
    expect(error).toMatchObject({ name: "PagingError", page: 3, operationId: "getLeads" });
    expect(given).toEqual(["lead_1", "lead_2"]);
    expect(sent).toHaveLength(3);
  });
});

describe("the page size of a walk", () => {
  test("is 100 from page 1", async () => {
    const { client, sent } = sixLeads();
    await all(client.leads.list({ chatbotId }));
    expect(sizes(sent)).toEqual(["100", "100", "100", "100"]);
  });

  test("is left to the server when page 1 refuses it, for the whole walk", async () => {
    const { client, sent } = fakeApi(({ url }) => {
      if (url.searchParams.has("size")) return refusal(400, "size must be at most 50");
      return page(pageOf(url) === 1 ? leads(1, 2) : []);
    });
    expect(await all(client.leads.list({ chatbotId }))).toEqual(leads(1, 2));
    expect(sizes(sent)).toEqual(["100", null, null]);
  });

  test("is left to the server from another page, whose place depends on it", async () => {
    const { client, sent } = sixLeads();
    await all(client.leads.list({ chatbotId, page: 2 }));
    expect(sizes(sent)).toEqual([null, null, null]);
  });

  test("is never changed when you chose it", async () => {
    const { client, sent } = fakeApi(() => refusal(400, "size must be at most 50"));
    expect(await failure(all(client.leads.list({ chatbotId, size: 100 })))).toMatchObject({ name: "BadRequestError" });
    expect(sizes(sent)).toEqual(["100"]);
  });

  test("is not tried again for another refusal, nor in the middle of a walk", async () => {
    const unknown = fakeApi(() => refusal(404, "Resource not found"));
    expect(await failure(all(unknown.client.leads.list({ chatbotId })))).toMatchObject({ name: "NotFoundError" });
    expect(unknown.sent).toHaveLength(1);
    const later = fakeApi((_, number) => (number === 1 ? page(leads(1, 2)) : refusal(400, "no")));
    expect(await failure(all(later.client.leads.list({ chatbotId })))).toMatchObject({ name: "BadRequestError" });
    expect(later.sent).toHaveLength(2);
  });
});
