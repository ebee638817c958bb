import { expect, test } from "vitest";
import type { ClientOptions } from "../src/index.ts";
import { tsRestApi, type TsRestRequest } from "../src/ts-rest.ts";
import { chatbotId, failure, type Fake, fakeApi, leads, page, refusal, testKey } from "./support/fake-api.ts";

// examples/test runs it below ts-rest itself, and compiles it there.
const request = (more: Partial<TsRestRequest> = {}): TsRestRequest => ({
  route: { path: "/get-leads" },
  rawQuery: { chatbotId, startDate: "2024-01-01", page: "2", size: "5" },
  headers: {},
  ...more,
});

const apiOf = ({ fetch }: Fake, more: ClientOptions = {}) =>
  tsRestApi({ apiKey: testKey, fetch, maxRetries: 0, ...more });

test("an answer is the page that was asked for, in the documented envelope", async () => {
  const fake = fakeApi(() => page({ data: leads(1, 2) } as never, { "x-request-id": "req_1" }));
  const { sent } = fake;
  const { status, body, headers } = await apiOf(fake)(request({ headers: { "x-team": "crm" } }));
  expect([status, body, headers.get("x-request-id")]).toEqual([200, { collectedCustomers: leads(1, 2) }, "req_1"]);
  expect(Object.fromEntries(sent[0]?.url.searchParams ?? [])).toEqual({
    chatbotId,
    startDate: "2024-01-01",
    page: "2",
    size: "5",
  });
  expect(sent[0]?.init.headers).toMatchObject({ "x-team": "crm" });
});

test("a refusal is an answer with its status, after the client's retries", async () => {
  const fake = fakeApi((_, n) => (n === 1 ? refusal(503, "restarting") : refusal(404, "no such chatbot")));
  const { status, body } = await apiOf(fake, { maxRetries: 1, retry: { baseDelay: 0 } })(request());
  expect(status).toBe(404);
  expect((body as { message: string }).message).toContain("no such chatbot");
  expect(fake.sent).toHaveLength(2);
});

test("what is no answer is thrown", async () => {
  const broken = fakeApi(() => page([{ id: 5 }]));
  expect(await failure(apiOf(broken)(request()))).toMatchObject({ name: "ContractError" });
  const gone = fakeApi(() => {
    throw new TypeError("fetch failed");
  });
  expect(await failure(apiOf(gone)(request()))).toMatchObject({ name: "ConnectionError" });
});

test.each<[string, Partial<TsRestRequest>, object]>([
  ["a page that is no number", { rawQuery: { chatbotId, page: "two" } }, { argument: "page" }],
  ["a key among the headers", { headers: { authorization: "Bearer x" } }, { argument: "headers" }],
  ["a route of another contract", { route: { path: "/chatbots" } }, { argument: "route" }],
  ["a signal that was aborted", { fetchOptions: { signal: AbortSignal.abort("enough") } }, { cause: "enough" }],
])("sends nothing for %s", async (_, more, error) => {
  const fake = fakeApi(() => page([]));
  expect(await failure(apiOf(fake)(request(more)))).toMatchObject(error);
  expect(fake.sent).toHaveLength(0);
});
