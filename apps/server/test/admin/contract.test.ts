/** admin/openapi.yaml and the admin API say the same: every operation with every status that it describes is shown here. */
import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { networkInterfaces } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { operations } from "../../src/admin/description.ts";
import { implementations } from "../../src/admin/operations.ts";
import { openStore, startServer } from "../../src/index.ts";
import { DeferredStore } from "../../src/store/deferred-store.ts";
import { StoreUnavailable } from "../../src/store/store-error.ts";
import { type AdminServer, adminServer, requestInit } from "./support/admin-server.ts";
import { describedAnswers, faultOf } from "./support/answers.ts";
import { breakableStore } from "./support/breakable-store.ts";
import { type AdminRequest, goodRequests, refusedRequests } from "./support/requests.ts";

/** What the tests of this file have shown. */
const shown = new Set<string>();

/** What is wrong with an answer that has to have this status; undefined if nothing is, and then it is shown. */
async function wrongIn(operationId: string, status: number, answer: Response): Promise<string | undefined> {
  if (answer.status !== status) return `${operationId} is answered ${answer.status}, not ${status}`;
  const fault = await faultOf(operationId, answer);
  if (fault === undefined) shown.add(`${operationId} ${status}`);
  return fault;
}

function targetOf({ path, query }: AdminRequest): string {
  return query === undefined ? path : `${path}?${query}`;
}

function send(
  { ask }: Pick<AdminServer, "ask">,
  method: string,
  request: AdminRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const type = request.type === undefined ? {} : { "content-type": request.type };
  return ask(method, targetOf(request), request.body, { ...type, ...headers });
}

/** Good requests of all operations but the one that never ends, in the order in which they succeed. */
const each = Object.entries(goodRequests)
  .filter(([operationId]) => operationId !== "followRequests")
  .map(([operationId, request]) => {
    const operation = operations.find((known) => known.operationId === operationId);
    if (operation === undefined) throw new Error(`There is no operation ${operationId}`);
    return { operationId, request, operation };
  });

test("every operation has a request here, and an implementation", () => {
  const described = operations.map(({ operationId }) => operationId).toSorted();
  expect(Object.keys(goodRequests).toSorted()).toEqual(described);
  expect(Object.keys(implementations).toSorted()).toEqual(described);
});

test("successes", async () => {
  const server = adminServer();
  await server.leads("chatbotId=nobody", "nobody");
  for (const { operationId, request, operation } of each)
    expect(await wrongIn(operationId, operation.status, await send(server, operation.method, request))).toBeUndefined();
});

test("refusals of an operation's own", async () => {
  const server = adminServer();
  for (const { operationId, status, ...request } of refusedRequests) {
    const method = operations.find((known) => known.operationId === operationId)?.method ?? "";
    expect(await wrongIn(operationId, status, await send(server, method, request))).toBeUndefined();
  }
  await send(server, "POST", { path: "/snapshots", body: { name: "one" } });
  expect(
    await wrongIn("createSnapshot", 409, await send(server, "POST", { path: "/snapshots", body: { name: "one" } })),
  ).toBeUndefined();
});

test("without the token nothing is had", async () => {
  const server = adminServer();
  for (const { operationId, operation } of withLive) {
    const answer = await server.server.fetch(`http://any.example/_admin${goodRequests[operationId]?.path}`, {
      method: operation.method,
    });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await wrongIn(operationId, 401, answer)).toBeUndefined();
  }
});

test("guesses of the token are slowed down", async () => {
  const server = adminServer({ failedKeyLimit: "1/h" });
  await server.ask("GET", "/accounts", undefined, { authorization: "Bearer guess" });
  for (const { operationId, operation } of withLive) {
    const path = goodRequests[operationId]?.path ?? "";
    const answer = await server.ask(operation.method, path, undefined, { authorization: "Bearer guess" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3_500);
    expect(await wrongIn(operationId, 429, answer)).toBeUndefined();
  }
});

const withLive = operations.map((operation) => ({ operationId: operation.operationId, operation }));

/** An address of this machine that is none of a loopback interface: who comes from there looks like somebody else. */
const otherAddress = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === "IPv4" && !address.internal)?.address;

test.skipIf(otherAddress === undefined)("from another machine nothing is had, token or not", async () => {
  const server = await startServer({
    store: ":memory:",
    host: "0.0.0.0",
    port: 0,
    logLevel: "silent",
    admin: "loopback",
  });
  onTestFinished(() => server.close());
  const { port } = new URL(server.origin);
  for (const { operationId, operation } of withLive) {
    const url = `http://${otherAddress}:${port}/_admin${goodRequests[operationId]?.path}`;
    const answer = await fetch(url, { method: operation.method, ...requestInit(server.adminToken, undefined) });
    expect(await wrongIn(operationId, 403, answer)).toBeUndefined();
  }
});

test("bodies of another type, and those that are not what they must be", async () => {
  const server = adminServer();
  for (const { operationId, request, operation } of each) {
    if (operation.body === undefined) continue;
    const other = await send(server, operation.method, request, { "content-type": "text/html" });
    expect(await wrongIn(operationId, 415, other)).toBeUndefined();
    if (!("application/json" in operation.body)) continue;
    for (const body of ["[]", "{", '{"x":1}', "\u{d800}", "[".repeat(10_000)])
      expect(
        await wrongIn(operationId, 400, await send(server, operation.method, { ...request, body })),
      ).toBeUndefined();
  }
});

test("bodies that are too large are refused before they come", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", admin: "loopback" });
  onTestFinished(() => server.close());
  for (const { operationId, request, operation } of each) {
    if (operation.body === undefined) continue;
    const { headers } = requestInit(server.adminToken, "", { "content-type": Object.keys(operation.body)[0] ?? "" });
    const outgoing = httpRequest(`${server.origin}/_admin${targetOf(request)}`, {
      method: operation.method,
      headers: { ...headers, "content-length": 5_000_000_000 },
    });
    outgoing.flushHeaders();
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    const body = Buffer.concat(await incoming.toArray());
    outgoing.destroy();
    expect(incoming.headers.connection).toBe("close");
    const { "content-type": type = "" } = incoming.headers;
    const answer = new Response(body, { status: incoming.statusCode ?? 0, headers: { "content-type": type } });
    expect(await wrongIn(operationId, 413, answer)).toBeUndefined();
  }
});

test("a database that fails is a 500, one that cannot be had at the moment a 503", async () => {
  const { store, breakWith } = breakableStore(openStore(":memory:"));
  const server = adminServer({}, store);
  await server.ask("GET", "/accounts");
  await server.ask("POST", "/snapshots", { name: "one" });
  for (const [status, error] of [
    [500, new Error("the cause, which stays here")],
    [503, new StoreUnavailable("the disk is full")],
  ] as const) {
    breakWith(error);
    for (const { operationId, request, operation } of each) {
      if (!describedAnswers.includes(`${operationId} ${status}`)) continue;
      const answer = await send(server, operation.method, request);
      expect(answer.headers.get("retry-after")).toBe(status === 503 ? "1" : null);
      expect(await wrongIn(operationId, status, answer)).toBeUndefined();
    }
  }
  breakWith(undefined);
});

test("a store without snapshots says what to use", async () => {
  const server = adminServer({}, new DeferredStore(async () => openStore(":memory:")));
  for (const { operationId, request, operation } of each.filter(({ operation: { path } }) =>
    path.includes("snapshot"),
  )) {
    const answer = await send(server, operation.method, request);
    expect(await answer.clone().text()).toContain("pg_dump");
    expect(await wrongIn(operationId, 501, answer)).toBeUndefined();
  }
});

test("requests can be followed", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", admin: "loopback" });
  onTestFinished(() => server.close());
  const answer = await fetch(`${server.origin}/_admin/requests/live`, requestInit(server.adminToken, undefined));
  expect(await wrongIn("followRequests", 200, answer)).toBeUndefined();
  await answer.body?.cancel();
});

test("a method that a path does not have is refused with those that it has", async () => {
  const server = adminServer();
  const ask = (method: string, path: string) => server.ask(method, path);
  const refused = await ask("PATCH", "/keys");
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
  const options = await ask("OPTIONS", "/requests/live");
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, OPTIONS"]);
  expect((await ask("HEAD", "/requests/live")).status).toBe(405);
  expect((await ask("HEAD", "/keys")).status).toBe(200);
});

test("nothing is described that is not shown above", () => {
  const isOfAnotherMachine = (answer: string): boolean => answer.endsWith(" 403") && otherAddress === undefined;
  expect(describedAnswers.filter((answer) => !shown.has(answer) && !isOfAnotherMachine(answer))).toEqual([]);
});
