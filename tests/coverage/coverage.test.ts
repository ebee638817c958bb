import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../run/rooms.ts";
import { judge, NothingRecorded } from "./judge.ts";
import { exchanges, recordExchanges } from "./recorded-server.ts";
import { isWhole, render } from "./render.ts";
import type { Entry } from "./traffic.ts";

const spec = join(root, "spec/openapi.json");
const folder = mkdtempSync(join(tmpdir(), "chatbase-coverage-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let recorded: Entry[] = [];
beforeAll(async () => {
  recorded = await recordExchanges(folder);
});

/** A copy of what was recorded under this name, to be changed. */
function take(name: string): Entry {
  const entry = recorded[exchanges.indexOf(name)];
  if (entry === undefined) throw new Error(`nothing was recorded as ${name}`);
  return structuredClone(entry);
}

const without = (...names: string[]): Entry[] => exchanges.filter((name) => !names.includes(name)).map(take);

/** The recording with one entry changed. */
function changed(name: string, change: (entry: Entry) => void): Entry[] {
  const entry = take(name);
  change(entry);
  return exchanges.map((each) => (each === name ? entry : take(each)));
}

interface Page {
  collectedCustomers: Record<string, unknown>[];
}

function changeLeads({ response: { content } }: Entry, change: (lead: Record<string, unknown>) => void): void {
  const page = JSON.parse(content.text ?? "") as Page;
  page.collectedCustomers.forEach(change);
  content.text = JSON.stringify(page);
}

async function shown(entries: Entry[], description = spec): Promise<string> {
  const verdict = await judge(entries, description, mkdtempSync(join(folder, "judged-")));
  const text = render(verdict);
  expect(isWhole(verdict)).toBe(text.includes("The tests show every part of the spec, and no answer contradicts it."));
  return text;
}

const withoutParameter = (name: string) => (entry: Entry) => {
  const url = new URL(entry.request.url);
  url.searchParams.delete(name);
  entry.request.url = url.href;
};

test("everything recorded through redocly proxy is whole; refused requests may be wrong", async () => {
  const text = await shown(recorded);
  expect(text).toContain("6 exchanges held against the spec; left out: ");
  expect(text).toContain("1 refused, for there is no such operation");
  expect(text).toContain("1 outside the base path");
  const rows = text.split("\n").map((line) => line.split(/\s{2,}/));
  expect(rows).toContainEqual(["operations", "1", "1", "100 %"]);
  expect(rows).toContainEqual(["parameters", "5", "5", "100 %"]);
  expect(rows).toContainEqual(["statuses", "5", "5", "100 %"]);
  expect(rows).toContainEqual(["schema properties", "12", "12", "100 %"]);
  expect(text).toContain("The tests show every part of the spec");
});

describe("what no test shows is named", () => {
  test.each([
    ["unknown chatbot", "getLeads: status 404: in no answer"],
    ["unknown chatbot", "getLeads: property message of the 404 answer: in no answer"],
    ["no key", "getLeads: status 401: in no answer"],
    ["failure", "getLeads: status 500: in no answer"],
    ["everything", "getLeads: the operation itself: only in requests that were refused"],
    ["everything", "getLeads: property collectedCustomers[].id of the 200 answer: in no answer"],
  ])("without %s: %s", async (name, line) => {
    expect(await shown(without(name))).toContain(line);
  });

  test("a status, by all of its requests", async () => {
    const text = await shown(without("bad date", "bad size"));
    expect(text).toContain("getLeads: status 400: in no answer");
    expect(text.split("\n").map((line) => line.split(/\s{2,}/))).toContainEqual(["statuses", "4", "5", "80 %"]);
  });

  test("a parameter that is in no request", async () => {
    const text = await shown(changed("everything", withoutParameter("endDate")));
    expect(text).toContain("getLeads: parameter endDate (query): in no request that had success");
  });

  test("a parameter that is in wrong requests only", async () => {
    const text = await shown(changed("everything", withoutParameter("startDate")));
    expect(text).toContain("getLeads: parameter startDate (query): only in requests that were refused");
  });

  test("a property that no lead has", async () => {
    const entries = changed("everything", (entry) =>
      changeLeads(entry, (lead) => Reflect.deleteProperty(lead, "phone")),
    );
    expect(await shown(entries)).toContain(
      "getLeads: property collectedCustomers[].phone of the 200 answer: in no answer",
    );
  });

  test("an operation, its parameters and its statuses", async () => {
    const document = JSON.parse(readFileSync(spec, "utf8")) as { paths: Record<string, Record<string, object>> };
    document.paths["/get-bots/{id}"] = {
      get: {
        operationId: "getBot",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 204: { description: "None" } },
      },
    };
    const more = join(folder, "more.json");
    writeFileSync(more, JSON.stringify(document));
    const text = await shown(recorded, more);
    expect(text).toContain("getBot: the operation itself: in no request that had success");
    expect(text).toContain("getBot: parameter id (path): in no request that had success");
    expect(text).toContain("getBot: status 204: in no answer");
  });
});

describe("an answer against the spec is named, with its request", () => {
  test.each<[title: string, name: string, change: (entry: Entry) => void, message: string | RegExp]>([
    [
      "another type",
      "everything",
      (entry) => changeLeads(entry, (lead) => Object.assign(lead, { id: 7 })),
      /must be string\. \(\/collectedCustomers\/0\/id\)/,
    ],
    [
      "another format",
      "everything",
      (entry) => changeLeads(entry, (lead) => Object.assign(lead, { created_at: "yesterday" })),
      /does not match format "date-time"/,
    ],
    [
      "a required field that is missing",
      "no key",
      ({ response }) => Object.assign(response.content, { text: "{}" }),
      /missing required field "message"/,
    ],
    [
      "the other envelope",
      "everything",
      ({ response }) => Object.assign(response.content, { text: '{"collectedCustomers":{"data":[]}}' }),
      /"collectedCustomers" must be array/,
    ],
    ["no JSON", "failure", ({ response }) => Object.assign(response.content, { text: "<p>" }), /not valid JSON/],
    [
      "HTML",
      "failure",
      ({ response }) => Object.assign(response.content, { mimeType: "text/html" }),
      /Media type "text\/html"/,
    ],
    [
      "nothing",
      "failure",
      ({ response }) => Object.assign(response.content, { text: "" }),
      /Status 500 came without a body/,
    ],
    [
      "another status",
      "bad size",
      ({ response }) => Object.assign(response, { status: 418 }),
      /Status 418 is not documented/,
    ],
    [
      "success for a wrong request",
      "everything",
      (entry) => Object.assign(entry.request, { url: entry.request.url.replace("2024-01-01", "2024-02-30") }),
      /Invalid query parameter "startDate"/,
    ],
    [
      "success without a key",
      "everything",
      ({ request }) => Object.assign(request, { headers: [] }),
      /does not satisfy documented OpenAPI security/,
    ],
    [
      "an endpoint that nobody has described",
      "unknown path",
      ({ response }) => Object.assign(response, { status: 200 }),
      /Undocumented endpoint: GET \/api\/v1\/get-lead/,
    ],
  ])("%s", async (_title, name, change, message) => {
    const entries = changed(name, change);
    const text = await shown(entries);
    const { request, response } = entries[exchanges.indexOf(name)] as Entry;
    expect(text).toMatch(message);
    expect(text).toContain(`${request.method} ${new URL(request.url).pathname}`);
    expect(text).toMatch(
      new RegExp(`-> ${response.status},.* first in tests/coverage/recorded-server\\.ts, entry \\d+ of judged\\.har`),
    );
    // Values belong to somebody; names do not.
    expect(text).not.toContain("ckl123abc456");
  });
});

test("nothing to judge is no success", async () => {
  await expect(judge([take("health")], spec, folder)).rejects.toThrow(NothingRecorded);
});
