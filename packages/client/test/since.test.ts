import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Lead, SinceParams } from "../src/index.ts";
import { all, chatbotId, failure, fakeApi, refusal } from "./support/fake-api.ts";

const minute = 60_000;
const start = Date.parse("2024-05-06T23:50:00Z");
const at = (id: number, minutes: number): Lead => ({
  id: `lead_${id}`,
  created_at: new Date(start + minutes * minute).toISOString(),
});

/** A server with leads that can be added to: newest first, filtered by day as the spec says. */
function server(leads: Lead[]) {
  const stored = [...leads];
  let broken = false;
  const fake = fakeApi(({ url }, n) => {
    if (broken && n % 2 === 0) return refusal(500, "no");
    const query = url.searchParams;
    const size = Number(query.get("size") ?? 10);
    const list = stored
      .filter(({ created_at }) => created_at.slice(0, 10) >= (query.get("startDate") ?? ""))
      .toSorted((a, b) => (a.created_at + a.id < b.created_at + b.id ? 1 : -1));
    const page = Number(query.get("page"));
    return Response.json({ collectedCustomers: list.slice((page - 1) * size, page * size) });
  });
  const add = (...more: Lead[]) => void stored.push(...more);
  return { ...fake, add, breakHalf: (now: boolean) => (broken = now) };
}

const ids = (leads: readonly Lead[]) => leads.map(({ id }) => id);

describe("leads.since", () => {
  test("begins with every lead, and then gives what came in", async () => {
    const { client, add, sent } = server([at(1, 0), at(2, 5), at(3, 6)]);
    const first = await client.leads.since(undefined, { chatbotId });
    expect(ids(first.items)).toEqual(["lead_3", "lead_2", "lead_1"]);
    expect((await client.leads.since(first.cursor, { chatbotId })).items).toEqual([]);
    add(at(4, 7), at(5, 20));
    const second = await client.leads.since(first.cursor, { chatbotId });
    expect(ids(second.items)).toEqual(["lead_5", "lead_4"]);
    expect((await client.leads.since(second.cursor, { chatbotId })).items).toEqual([]);
    // From the day of the overlap's begin on: 23:51 is still the day before, 00:05 is not.
    const days = sent.map(({ url }) => url.searchParams.get("startDate"));
    expect([...new Set(days)]).toEqual([null, "2024-05-06", "2024-05-07"]);
  });

  test("gives late leads within the overlap, and none of before it", async () => {
    const { client, add } = server([at(1, 0), at(2, 10)]);
    const { cursor } = await client.leads.since(undefined, { chatbotId });
    add(at(3, 5), at(4, 4.999));
    expect(ids((await client.leads.since(cursor, { chatbotId })).items)).toEqual(["lead_3"]);
    expect(ids((await client.leads.since(cursor, { chatbotId, overlap: 6 * minute })).items)).toEqual([
      "lead_3",
      "lead_4",
    ]);
  });

  test("knows leads of the same moment apart", async () => {
    const { client, add } = server([at(1, 0), at(2, 0)]);
    const { cursor } = await client.leads.since(undefined, { chatbotId, overlap: 0 });
    add(at(3, 0));
    expect(ids((await client.leads.since(cursor, { chatbotId, overlap: 0 })).items)).toEqual(["lead_3"]);
  });

  test("gives the same again for the same cursor, so a crash loses nothing", async () => {
    const { client, add } = server([at(1, 0)]);
    const { cursor } = await client.leads.since(undefined, { chatbotId });
    add(at(2, 1));
    const once = await client.leads.since(cursor, { chatbotId });
    add(at(3, 2));
    const again = await client.leads.since(cursor, { chatbotId });
    expect(ids(once.items)).toEqual(["lead_2"]);
    expect(ids(again.items)).toEqual(["lead_3", "lead_2"]);
  });

  test("has the next cursor when a loop has ended by itself, and only then", async () => {
    const { client } = server(Array.from({ length: 30 }, (_, id) => at(id, id)));
    const left = client.leads.since(undefined, { chatbotId, size: 10 });
    for await (const _ of left) break;
    expect(left.cursor).toBeUndefined();
    const whole = client.leads.since(undefined, { chatbotId, size: 10 });
    expect(await all(whole)).toHaveLength(30);
    expect(await all(client.leads.since(whole.cursor, { chatbotId }))).toEqual([]);
    const broken = server(Array.from({ length: 30 }, (_, id) => at(id, id)));
    broken.breakHalf(true);
    const sync = broken.client.leads.since(whole.cursor, { chatbotId, size: 2, overlap: 60 * minute });
    expect(await failure(sync)).toMatchObject({ name: "ServerError" });
    expect(sync.cursor).toBe(whole.cursor);
  });

  test("stops at the first page that is older: a sync costs what is new, not what the day has", async () => {
    const { client, add, sent } = server(Array.from({ length: 500 }, (_, id) => at(id, id / 100)));
    const { cursor } = await client.leads.since(undefined, { chatbotId, overlap: 1_000 });
    add(at(1_000, 6));
    const before = sent.length;
    expect(ids((await client.leads.since(cursor, { chatbotId, size: 10, overlap: 1_000 })).items)).toEqual([
      "lead_1000",
    ]);
    expect(sent.length - before).toBe(2);
  });

  test("is not led astray by a lead of the future", async () => {
    const future = { id: "lead_f", created_at: new Date(Date.now() + 86_400_000).toISOString() };
    const { client, add } = server([at(1, 0), future]);
    const { cursor } = await client.leads.since(undefined, { chatbotId });
    add({ id: "lead_n", created_at: new Date().toISOString() });
    const { items } = await client.leads.since(cursor, { chatbotId });
    expect(ids(items)).toEqual(["lead_n"]);
  });

  test("is not led astray by a lead of the future where the clock is ahead, either", async () => {
    const anHourAgo = Date.now() - 60 * minute;
    const lead = (id: string, time: number) => ({ id, created_at: new Date(time).toISOString() });
    const { client, add } = server([lead("lead_1", anHourAgo), lead("lead_f", Date.now() + 30 * 1_440 * minute)]);
    const { cursor } = await client.leads.since(undefined, { chatbotId });
    add(lead("lead_2", anHourAgo + 6 * minute));
    expect(ids((await client.leads.since(cursor, { chatbotId })).items)).toEqual(["lead_2"]);
  });

  test("of a chatbot without leads begins again with everything", async () => {
    const { client, add } = server([]);
    const { items, cursor } = await client.leads.since(undefined, { chatbotId });
    expect(items).toEqual([]);
    add(at(1, -1_000_000));
    expect(ids((await client.leads.since(cursor, { chatbotId })).items)).toEqual(["lead_1"]);
  });

  test("ends with the signal, and awaiting twice sends once", async () => {
    const { client, sent } = server([at(1, 0)]);
    expect(await failure(client.leads.since(undefined, { chatbotId }, { signal: AbortSignal.abort() }))).toMatchObject({
      name: "AbortedError",
    });
    expect(sent).toHaveLength(0);
    const sync = client.leads.since(undefined, { chatbotId });
    expect(await sync).toBe(await sync);
    expect(sent).toHaveLength(2);
  });

  test.each<[string, unknown, unknown, string]>([
    ["no cursor", "", { chatbotId }, "cursor: expected what the last sync gave"],
    ["null for a cursor", null, { chatbotId }, "cursor: expected what the last sync gave, or undefined"],
    ["JSON that is no cursor", '{"v":2}', { chatbotId }, "cursor: expected what the last sync gave"],
    ["a JSON null", "null", { chatbotId }, "cursor: expected what the last sync gave"],
    ["a date", "2024-01-01", { chatbotId }, "cursor: expected what the last sync gave"],
    ["another chatbot's", '{"v":1,"chatbotId":"other","newest":1,"ids":[]}', { chatbotId }, "cursor: is of another"],
    ["an overlap below zero", undefined, { chatbotId, overlap: -1 }, "overlap: expected a whole number"],
    ["no chatbot", undefined, {}, "chatbotId: expected the id"],
    ["a filter", undefined, { chatbotId, startDate: "2024-01-01" }, "startDate: not known to leads.since"],
  ])("refuses %s at once", (_, cursor, params, says) => {
    const { client } = server([]);
    expect(() => client.leads.since(cursor as string, params as SinceParams)).toThrow(says);
  });

  test("refuses a cursor of no day there is when it is awaited, and does not begin anew", async () => {
    const { client, sent } = server([]);
    const error = await failure(
      client.leads.since(`{"v":1,"chatbotId":"${chatbotId}","newest":1e999,"ids":[]}`, { chatbotId }),
    );
    expect(String(error)).toContain("cursor: expected an existing day");
    expect(sent).toHaveLength(0);
  });
});

test("syncs one after the other give every lead once, whenever it comes in within the overlap", async () => {
  const arrivals = fc.array(
    fc.record({
      /** Minutes since the lead before. */
      after: fc.double({ min: 0, max: 300, noNaN: true }),
      /** Minutes until it shows up. */
      late: fc.double({ min: 0, max: 4.9, noNaN: true }),
    }),
    { maxLength: 60 },
  );
  const property = fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 30 }), async (list, size) => {
    let moment = 0;
    const due = list
      .map(({ after, late }, id) => ({ lead: at(id, (moment += after)), shows: moment + late }))
      .toSorted((a, b) => a.shows - b.shows);
    const { client, add } = server([]);
    const given: string[] = [];
    let cursor: string | undefined;
    for (const [index, { lead }] of due.entries()) {
      add(lead);
      if (index % 3 !== 0 && index !== due.length - 1) continue;
      const result = await client.leads.since(cursor, { chatbotId, size });
      given.push(...ids(result.items));
      ({ cursor } = result);
    }
    expect(given.toSorted()).toEqual(ids(due.map(({ lead }) => lead)).toSorted());
  });
  await fc.assert(property, { numRuns: 200 });
}, 30_000);
