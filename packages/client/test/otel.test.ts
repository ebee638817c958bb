/** The OpenTelemetry recipe of the README, as it stands there. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { Client } from "../src/index.ts";
import { chatbotId, failure, leads, testKey } from "./support/fake-api.ts";
import { realServer } from "./support/real-server.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const recipe = /^```ts otel\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";

const exporter = new InMemorySpanExporter();
beforeEach(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});
afterEach(() => {
  trace.disable();
  exporter.reset();
  vi.unstubAllEnvs();
});

/** The client that the recipe makes, for a server that answers with these statuses, one after the other. */
async function recipeClient(statuses: number[]): Promise<Client> {
  const { origin } = await realServer((_, response) => {
    const status = statuses.shift() ?? 200;
    const headers = { "content-type": "application/json", "retry-after": "0" };
    response.writeHead(status, headers).end(JSON.stringify({ collectedCustomers: leads(1, 2) }));
  });
  vi.stubEnv("CHATBASE_API_KEY", testKey);
  vi.stubEnv("CHATBASE_BASE_URL", origin);
  // Inside the package, so that the package's own name leads to its sources.
  const folder = await mkdtemp(join(import.meta.dirname, ".otel-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "recipe.ts");
  await writeFile(file, `${recipe}\nexport { client };\n`);
  return ((await import(file)) as { client: Client }).client;
}

test("is about ten lines", () => {
  const inner = recipe.slice(recipe.indexOf("createClient({"));
  expect(inner.trim().split("\n").length).toBeLessThanOrEqual(11);
});

test("gives a span for each call, with its status, its retries and its time", async () => {
  const client = await recipeClient([503, 200]);
  const began = Date.now();
  await client.leads.list({ chatbotId });
  const [span, ...more] = exporter.getFinishedSpans();
  expect(more).toEqual([]);
  expect(span?.name).toBe("getLeads");
  expect(span?.attributes).toEqual({ "http.response.status_code": 200, "http.request.resend_count": 1 });
  expect(span?.status.code).toBe(SpanStatusCode.UNSET);
  const [seconds = 0, nanoseconds = 0] = span?.startTime ?? [];
  expect(Math.abs(seconds * 1e3 + nanoseconds / 1e6 - began)).toBeLessThan(1_000);
  expect(span?.duration).not.toEqual([0, 0]);
});

test("gives a call that failed as an error, by its name and without anybody's data", async () => {
  const client = await recipeClient([404]);
  await failure(client.leads.list({ chatbotId }));
  const [span] = exporter.getFinishedSpans();
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR, message: "NotFoundError" });
  expect(span?.attributes).toEqual({ "http.response.status_code": 404, "http.request.resend_count": 0 });
  const written = JSON.stringify([span?.name, span?.attributes, span?.status, span?.events]);
  expect(written).not.toContain(chatbotId);
  expect(written).not.toContain(testKey);
});
