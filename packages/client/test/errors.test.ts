import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import { chatbotId, failure, fakeApi, refusal } from "./support/fake-api.ts";

const refusals = [
  [400, api.BadRequestError, "BadRequestError"],
  [401, api.AuthenticationError, "AuthenticationError"],
  [404, api.NotFoundError, "NotFoundError"],
  [429, api.RateLimitError, "RateLimitError"],
  [500, api.ServerError, "ServerError"],
  [503, api.ServerError, "ServerError"],
  [599, api.ServerError, "ServerError"],
  [402, api.ApiError, "ApiError"],
  [403, api.ApiError, "ApiError"],
  [405, api.ApiError, "ApiError"],
  [418, api.ApiError, "ApiError"],
] as const;

const advice: [status: number, text: string][] = [
  [400, "Correct the parameters."],
  [401, "Check apiKey and baseUrl."],
  [404, "Check chatbotId, its account, and the path of baseUrl."],
  [429, "Send fewer at a time."],
  [500, "Try again later."],
  [418, "Check baseUrl and any proxy."],
];

describe("a refusal", () => {
  test.each(advice)("%d says what to do next: %s", async (status, text) => {
    const { client } = fakeApi(() => refusal(status, "No."));
    expect(String(await failure(client.leads.list({ chatbotId })))).toMatch(new RegExp(`\\("No\\."\\)\\. ${text}$`));
  });

  test.each([
    ["a".repeat(128), "a".repeat(128)],
    ["a".repeat(129), undefined],
    ["", undefined],
  ])("quotes a request id of at most 128 characters", async (sent, requestId) => {
    const { client } = fakeApi(() => refusal(404, "No.", { "x-request-id": sent }));
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ requestId });
  });

  test.each(refusals)("%d is a %o", async (status, type, name) => {
    const { client } = fakeApi(() => refusal(status, "The server's words.", { "x-request-id": "req_7" }));
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(api.ApiError);
    expect(error).toBeInstanceOf(api.ChatbaseError);
    expect(error).toMatchObject({ name, status, operationId: "getLeads", requestId: "req_7" });
    // Method, path, status, the server's words, advice, and what to quote.
    const text = `GET /api/v1/get-leads answered ${status} ("The server's words."). `;
    expect(String(error)).toMatch(
      new RegExp(`^${name}: ${text.replace(/[.()/]/g, "\\$&")}[A-Z].+\\. Request id: req_7\\.$`),
    );
    expect((error as Error).stack?.split("\n")[0]).toBe(String(error));
  });

  test.each([
    [
      "HTML of a proxy",
      () => new Response("<h1>Bad gateway</h1>", { headers: { "content-type": "text/html" }, status: 502 }),
    ],
    ["nothing", () => new Response(null, { status: 502 })],
    ["cut JSON", () => new Response('{"mess', { headers: { "content-type": "application/json" }, status: 502 })],
    ["a number for a message", () => Response.json({ message: 5 }, { status: 502 })],
    ["an array", () => Response.json(["message"], { status: 502 })],
    ["more than fits", () => refusal(502, "x".repeat(2_000))],
  ])("with %s for a body is known by its status", async (_, answer) => {
    const { client } = fakeApi(answer, { maxResponseBytes: 1_000 });
    const error = await failure(client.leads.list({ chatbotId }));
    expect(error).toMatchObject({ name: "ServerError", status: 502, requestId: undefined });
    expect(String(error)).toContain("answered 502 (no message). Try again later");
  });

  test("cannot write lines or pages into a log", async () => {
    const message = `one\r\n2024-01-01 ERROR two\u001b[31m\u2028${"x".repeat(1_000)}`;
    const { client } = fakeApi(() => refusal(400, message, { "x-request-id": "a b" }));
    const error = await failure(client.leads.list({ chatbotId }));
    expect(String(error)).not.toMatch(/[\p{Cc}\p{Zl}]/u);
    expect(String(error).length).toBeLessThan(500);
    expect(error).toMatchObject({ requestId: undefined });
  });
});

test("every error has its class's name, and JSON with the fields a log wants", () => {
  const errors = Object.entries(api).filter(([name]) => name.endsWith("Error"));
  expect(errors.map(([name]) => name).toSorted()).toMatchInlineSnapshot(`
    [
      "AbortedError",
      "ApiError",
      "ArgumentError",
      "AuthenticationError",
      "BadRequestError",
      "ChatbaseError",
      "ConnectionError",
      "ContractError",
      "NotFoundError",
      "PagingError",
      "RateLimitError",
      "ServerError",
      "TimeoutError",
    ]
  `);
  for (const [name, type] of errors) {
    expect((type as { prototype: Error }).prototype.name).toBe(name);
  }
  const details = { operationId: "getLeads", status: 404, requestId: "r" } as const;
  expect(JSON.parse(JSON.stringify(new api.NotFoundError("m", { ...details, cause: new Error("c") })))).toEqual({
    name: "NotFoundError",
    message: "m",
    retryable: false,
    attempts: 0,
    ...details,
  });
  expect(JSON.parse(JSON.stringify(new api.ContractError("m", "/a/0", details)))).toMatchObject({ pointer: "/a/0" });
});
