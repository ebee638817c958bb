import { describe, expect, test } from "vitest";
import { all, chatbotId, failure, fakeApi, lead, leads, page, refusal, sixLeads } from "./support/fake-api.ts";

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

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
