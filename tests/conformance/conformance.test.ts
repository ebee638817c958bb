import { demo, type Config, createServer } from "@chatbase-kit/server";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { conformance, points } from "./conformance.ts";
import { requestLimit, type Target } from "./ask.ts";
import { plantedFetch } from "./planted/planted.ts";
import { plantedLists } from "./planted/planted-lists.ts";
import { plantedRest } from "./planted/planted-rest.ts";
import { plantedRefusals } from "./planted/planted-refusals.ts";
import type { Report } from "./report.ts";
import { chooseDays } from "./survey.ts";

const url = "http://reference.test/api/v1";
const { apiKey, chatbotId } = demo;
const planted = [...plantedLists, ...plantedRefusals, ...plantedRest];
const ours = createServer({ store: ":memory:", logLevel: "silent" });
afterAll(async () => ours.close());

const idsOf = ({ points }: Report, wanted: string): string[] =>
  points.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);

async function passOver(config: Partial<Config>, chatbot: string = chatbotId): Promise<Report> {
  const server = createServer({ store: ":memory:", logLevel: "silent", ...config });
  onTestFinished(async () => server.close());
  return conformance({ url, apiKey, chatbotId: chatbot, fetch: server.fetch });
}

describe("our server", () => {
  test("answers every point as the spec", async () => {
    const report = await conformance({ url, apiKey, chatbotId, fetch: ours.fetch });
    expect(report.points.filter(({ verdict }) => verdict !== "as the spec")).toEqual([]);
    expect(report.points.map(({ id }) => id)).toEqual(points.map(({ id }) => id));
    expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
  });

  test("differs in the envelope only when it imitates production, and the switch is named", async () => {
    const report = await passOver({ envelope: "observed" });
    const different = report.points.filter(({ verdict }) => verdict === "differs");
    expect(different).toMatchObject([{ id: "envelope", imitate: "--envelope observed" }]);
    expect(idsOf(report, "cannot tell")).toEqual([]);
  });

  test.each([
    [100, "--max-page-size 100"],
    [5000, "--max-page-size 9999"],
  ])("differs in the largest size only when that is %i", async (maxPageSize, imitate) => {
    const report = await passOver({ maxPageSize });
    expect(report.points.filter(({ verdict }) => verdict === "differs")).toMatchObject([
      { id: "size-maximum", imitate },
    ]);
  });

  test("leaves open what a chatbot without leads cannot show", async () => {
    const report = await passOver({}, "imports-go-here-00001");
    expect(idsOf(report, "differs")).toEqual([]);
    const open = idsOf(report, "cannot tell");
    expect(open).toEqual(
      expect.arrayContaining([
        "required-fields",
        "page-base",
        "order",
        "end-date",
        "default-size",
        "days-without-leads",
      ]),
    );
    expect(open).not.toContain("no-key");
  });
});

describe(`each of ${planted.length} planted differences`, () => {
  test.each(planted.map((plant) => [plant.title, plant] as const))("is named: %s", async (_title, plant) => {
    const report = await conformance({ url, apiKey, chatbotId, fetch: plantedFetch(ours.fetch, plant) });
    expect(idsOf(report, "differs").toSorted()).toEqual(plant.points.toSorted());
    const named = report.points.filter(({ id }) => plant.points.includes(id));
    expect(named.map(({ found }) => found)).toContainEqual(expect.stringMatching(plant.found));
    expect(named[0]?.imitate).toBe(plant.imitate ?? null);
  });
});

test("the days that are asked for are neither the newest, which may grow, nor the oldest, which may be cut off", () => {
  const sample = [9, 8, 8, 6, 5].map((day) => ({ created_at: `2024-03-0${day}T12:00:00Z` }));
  expect(chooseDays(sample, 10)).toEqual({ first: "2024-03-06", last: "2024-03-08" });
  // A page that is full may have left some of them out.
  expect(chooseDays(sample, 3)).toBeUndefined();
  expect(chooseDays(sample.slice(1), 10)).toBeUndefined();
});

test("every point has a planted difference", () => {
  const named = new Set(planted.flatMap(({ points }) => points));
  expect(points.filter(({ id }) => !named.has(id)).map(({ id }) => id)).toEqual([]);
});

describe("a pass", () => {
  test(`only reads, sends the key to nobody else, and never sends more than ${requestLimit} requests`, async () => {
    const sent: RequestInit[] = [];
    const counting: Target["fetch"] = async (input, init) => {
      sent.push(init);
      expect(input.startsWith(`${url}/get-leads?`)).toBe(true);
      return ours.fetch(input, init);
    };
    const { requests } = await conformance({ url, apiKey, chatbotId, fetch: counting });
    expect(requests).toEqual({ sent: sent.length, limit: requestLimit });
    expect(sent.length).toBeLessThanOrEqual(requestLimit);
    expect(sent.every(({ method = "GET", redirect }) => method === "GET" && redirect === "manual")).toBe(true);
  });

  test("needs no more than the limit of a server that refuses every size", async () => {
    const stubborn = plantedFetch(ours.fetch, {
      title: "",
      points: [],
      found: /x/,
      say: (answer, query) => {
        if (query.has("size")) answer.status = 400;
      },
    });
    const { requests } = await conformance({ url, apiKey, chatbotId, fetch: stubborn });
    expect(requests.sent).toBeLessThanOrEqual(requestLimit);
  });

  test("stops at the limit instead of sending one more", async () => {
    let sent = 0;
    const fetch: Target["fetch"] = async (input, init) => {
      sent += 1;
      return ours.fetch(input, init);
    };
    await expect(conformance({ url, apiKey, chatbotId, fetch }, 7)).rejects.toThrow(
      "The limit of 7 requests is reached",
    );
    expect(sent).toBe(7);
  });

  test("blames nothing on pages when leads come in between", async () => {
    let calls = 0;
    const growing = plantedFetch(ours.fetch, {
      title: "",
      points: [],
      found: /x/,
      say: (answer) => {
        calls += 1;
        const { collectedCustomers: list = [] } = answer.body as { collectedCustomers?: { id: string }[] };
        const newest = list[0];
        if (calls > 2 && newest) list.unshift({ ...newest, id: `${newest.id.slice(0, -1)}!` });
      },
    });
    const report = await conformance({ url, apiKey, chatbotId, fetch: growing });
    expect(idsOf(report, "cannot tell")).toEqual(expect.arrayContaining(["page-base", "pages-join"]));
    expect(idsOf(report, "differs")).not.toContain("page-base");
  });
});
