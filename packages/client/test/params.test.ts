import { describe, expect, test } from "vitest";
import { ArgumentError, type CallOptions, type ListLeadsParams, type TemporalDay } from "../src/index.ts";
import { chatbotId, fakeApi, page } from "./support/fake-api.ts";
import dates from "./vectors/dates.json" with { type: "json" };

/** The query of the one request that `params` lead to. */
async function queryOf(params: Partial<ListLeadsParams>): Promise<Record<string, string>> {
  const { client, sent } = fakeApi(() => page([]));
  await client.leads.list({ chatbotId, ...params });
  return Object.fromEntries(sent[0]?.url.searchParams ?? []);
}

/** Lists with parameters that the types forbid; fails the test when a request goes out. */
function list(params: unknown, options?: unknown): void {
  const { client } = fakeApi(() => expect.unreachable("sent a request"));
  void client.leads.list(params as ListLeadsParams, options as CallOptions);
}

/** A value of the runtime's own Temporal, which the types of this project do not have yet. */
function temporal(type: string, text: string): TemporalDay {
  const { Temporal } = globalThis as unknown as { Temporal: Record<string, { from(text: string): TemporalDay }> };
  const made = Temporal[type]?.from(text);
  if (made === undefined) throw new Error(`no Temporal.${type}`);
  return made;
}

describe.each(["startDate", "endDate"] as const)("%s", (name) => {
  test.each(dates.accepted)("%j goes out as it is", async (day) => {
    expect(await queryOf({ [name]: day })).toMatchObject({ [name]: day });
  });

  test.each(dates.instants)("the instant %s is the UTC day %s", async (instant, day) => {
    expect(await queryOf({ [name]: new Date(instant) })).toMatchObject({ [name]: day });
  });

  test.each(dates.refused.map((value) => ({ value })))("$value is refused before any request", ({ value }) => {
    expect(() => list({ chatbotId, [name]: value })).toThrow(ArgumentError);
    expect(() => list({ chatbotId, [name]: value })).toThrow(`${name}: expected`);
  });

  test.each(dates.temporal)("Temporal.%s %s is the UTC day %s", async (type, text, day) => {
    expect(await queryOf({ [name]: temporal(type, text) })).toMatchObject({ [name]: day });
  });

  test.each(dates.temporalRefused)("Temporal.%s %s is refused", (type, text) => {
    expect(() => list({ chatbotId, [name]: temporal(type, text) })).toThrow(`${name}: expected an existing day`);
  });

  test.each([new Date(Number.NaN), new Date("+010000-01-01T00:00:00Z"), new Date("-000001-01-01T00:00:00Z")])(
    "a Date that is no day of the years 0 to 9999 is refused",
    (date) => {
      expect(() => list({ chatbotId, [name]: date })).toThrow(`${name}: expected an existing day`);
    },
  );

  test("undefined is no filter, and is not sent", async () => {
    expect(await queryOf({ [name]: undefined })).toEqual({ chatbotId, page: "1" });
  });
});

describe.each(["page", "size"] as const)("%s", (name) => {
  test.each([1, 10, 999_999_999])("%d goes out in plain digits", async (value) => {
    expect(await queryOf({ [name]: value })).toMatchObject({ [name]: String(value) });
  });

  test.each([0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, "1", "", null, true, 1n, [1], {}])(
    "%s is refused",
    (value) => {
      expect(() => list({ chatbotId, [name]: value })).toThrow(`${name}: expected a whole number from 1 to 999999999`);
    },
  );
});

describe("chatbotId", () => {
  test.each(["bot", "a b&c=d#é/?", "✓", " "])("%j arrives as it was given", async (id) => {
    expect(await queryOf({ chatbotId: id })).toMatchObject({ chatbotId: id });
  });

  test.each([undefined, null, "", 5, ["a"], {}])("%j is refused", (id) => {
    expect(() => list({ chatbotId: id })).toThrow("chatbotId: expected the id of a chatbot");
  });
});

describe("the call", () => {
  test("refuses a misspelt filter: dropping it would give out more than was asked for", () => {
    expect(() => list({ chatbotId, startdate: "2024-01-01" })).toThrow("startdate: not known to leads.list");
    expect(() => list({ chatbotId }, { timeOut: 5 })).toThrow("timeOut: not known to the options");
  });

  test.each(["constructor", "toString", "hasOwnProperty"])("refuses %s, which every object has from birth", (name) => {
    expect(() => list({ chatbotId, [name]: 1 })).toThrow(`${name}: not known to leads.list`);
  });

  test.each([undefined, null, "bot", 1])("refuses %j for its parameters", (params) => {
    expect(() => list(params)).toThrow("leads.list: expected an object");
  });

  test.each(["", "\ud800", "bot\udc00"])("refuses %j for a chatbot: no URL holds half a surrogate pair", (id) => {
    expect(() => list({ chatbotId: id })).toThrow("chatbotId: expected the id of a chatbot");
  });

  test("sends an id of any other letters", async () => {
    expect(await queryOf({ chatbotId: "\u{1f600} é" })).toMatchObject({ chatbotId: "\u{1f600} é" });
  });

  test.each([null, {}, "signal", new AbortController()])("refuses %s for a signal", (signal) => {
    expect(() => list({ chatbotId }, { signal })).toThrow("signal: expected an AbortSignal");
  });
});
