/** What the server tells of the requests that it has had: enough to work with, and nothing of what was in them. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { demo, startServer } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { type AdminServer, adminServer, requestInit } from "./support/admin-server.ts";

const { apiKey, chatbotId } = demo;
const resolve = createRequire(import.meta.url).resolve;

interface Finding {
  readonly message: { readonly text: string };
}

/** What `redocly drift` finds in the HAR file of a server. */
async function driftOf(server: AdminServer): Promise<string[]> {
  const folder = temporaryFolder();
  const [har, findings] = [join(folder, "traffic.har"), join(folder, "findings.sarif")];
  writeFileSync(har, JSON.stringify(await server.get("GET", "/requests.har")));
  const cli = join(resolve("@redocly/cli/package.json"), "../bin/cli.js");
  const spec = resolve("@chatbase-kit/spec/openapi.yaml");
  const input = ["drift", har, "--api", spec, "--traffic-format", "har", "--match-mode", "basepath"];
  const output = ["--min-severity", "error", "--format", "sarif", "--output", findings];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  await promisify(execFile)(process.execPath, [cli, ...input, ...output], { env }).catch(() => {});
  const { runs } = JSON.parse(readFileSync(findings, "utf8")) as { runs: { results: Finding[] }[] };
  return runs.flatMap(({ results }) => results.map(({ message }) => message.text));
}

test("the last requests, newest first, without those to the admin API", async () => {
  const server = adminServer();
  await server.leads(`chatbotId=${chatbotId}&page=2&size=3&canary=1`, apiKey);
  await server.leads("chatbotId=canary", "canary");
  await server.server.fetch("http://any.example/canary?canary=1");
  const { requests } = await server.get<{ requests: unknown[] }>("GET", "/requests");
  expect(requests).toMatchObject([
    { method: "GET", parameters: [], status: 404 },
    { operationId: "getLeads", parameters: ["chatbotId"], status: 401 },
    { operationId: "getLeads", parameters: ["chatbotId", "page", "size"], status: 200 },
  ]);
  expect(JSON.stringify(requests)).not.toMatch(/canary|de300000/);
  expect((await server.get<{ requests: unknown[] }>("GET", "/requests?limit=1")).requests).toEqual(
    requests.slice(0, 1),
  );
  await server.ask("DELETE", "/requests");
  expect(await server.get("GET", "/requests")).toEqual({ requests: [] });
});

test("of many requests the last thousand are kept", async () => {
  const server = adminServer();
  for (let index = 0; index < 2_500; index += 1) await server.leads("chatbotId=nobody", apiKey);
  await server.leads(`chatbotId=${chatbotId}`, apiKey);
  const { requests } = await server.get<{ requests: { status: number }[] }>("GET", "/requests?limit=1000");
  expect([requests.length, requests[0]?.status, requests[999]?.status]).toEqual([1_000, 200, 404]);
});

describe("the HAR file", () => {
  test("is what redocly drift reads: honest traffic has nothing against the spec", async () => {
    const server = adminServer();
    const dates = "startDate=2024-02-01&endDate=2024-03-01";
    for (const query of [`chatbotId=${chatbotId}&${dates}&page=2&size=5`, "chatbotId=nobody", ""])
      await server.leads(query, apiKey);
    await server.leads(`chatbotId=${chatbotId}`, "unknown");
    expect(await driftOf(server)).toEqual([]);
  });

  test("shows an answer that is not the spec's", async () => {
    const server = adminServer({ envelope: "observed" });
    await server.leads(`chatbotId=${chatbotId}`, apiKey);
    expect((await driftOf(server)).length).toBeGreaterThan(0);
  });
});

test("requests can be followed as they are answered, until the server stops", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", admin: "loopback" });
  const answer = await fetch(`${server.origin}/_admin/requests/live`, requestInit(server.adminToken, undefined));
  const headers = { authorization: `Bearer ${apiKey}` };
  const page = await fetch(`${server.baseUrl}/get-leads?chatbotId=${chatbotId}`, { headers });
  await page.arrayBuffer();
  // The stream must not hold up the stop.
  await server.close();
  const [, id, event, data = ""] = /id: (.*)\nevent: (.*)\ndata: (.*)\n\n/.exec(await answer.text()) ?? [];
  expect([id, event]).toEqual([page.headers.get("x-request-id"), "request"]);
  expect(JSON.parse(data)).toMatchObject({ id, operationId: "getLeads", parameters: ["chatbotId"], status: 200 });
});

test("a listener that ends its half of the connection is let go", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", admin: "loopback" });
  onTestFinished(() => server.close());
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  const lines = ["GET /_admin/requests/live HTTP/1.1", "Host: x", `Authorization: Bearer ${server.adminToken}`];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  await once(socket, "data");
  socket.end();
  await expect(once(socket.resume(), "close")).resolves.toEqual([false]);
});

test("metrics count what was asked, and are text that Prometheus reads", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", admin: "loopback" });
  onTestFinished(() => server.close());
  const ask = async (path: string, key: string | undefined) =>
    await (await fetch(server.origin + path, { headers: { authorization: `Bearer ${key}` } })).text();
  const metrics = () => ask("/_admin/metrics", server.adminToken);
  for (let index = 0; index < 3; index += 1) await ask(`/api/v1/get-leads?chatbotId=${chatbotId}`, apiKey);
  await ask("/api/v1/get-leads", apiKey);
  await ask("/nothing", undefined);
  const text = await metrics();
  const valueOf = (name: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.split(" ")[1],
    );
  expect(valueOf('chatbase_requests_total{operation="getLeads",status="200"}')).toBe(3);
  expect(valueOf('chatbase_requests_total{operation="getLeads",status="400"}')).toBe(1);
  expect(valueOf('chatbase_requests_total{operation="none",status="404"}')).toBe(1);
  expect(valueOf('chatbase_request_duration_seconds_count{operation="getLeads"}')).toBe(4);
  expect(valueOf('chatbase_request_duration_seconds_bucket{operation="getLeads",le="+Inf"}')).toBe(4);
  expect(valueOf("chatbase_requests_in_flight")).toBe(0);
  expect(valueOf("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ \S.*|\w+(?:\{(?:\w+="[^"\\]*",?)+\})? [\d.e+-]+)$/);
});

test("a media type that a request has asked for is not told", async () => {
  const server = adminServer();
  const headers = { authorization: `Bearer ${apiKey}`, prefer: 'content-type="text/canary"' };
  const answer = await server.server.fetch(`http://any.example/api/v1/get-leads?chatbotId=${chatbotId}`, { headers });
  expect(answer.headers.get("content-type")).toBe("text/canary");
  const har = JSON.stringify(await server.get("GET", "/requests.har"));
  expect(har).toContain("application/octet-stream");
  expect(har).not.toContain("canary");
});
