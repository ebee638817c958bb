import { describe, expect, onTestFinished, test } from "vitest";
import { type Config, startServer } from "../../src/index.ts";
import { authorization, serverForTests } from "../http/support/servers.ts";
import { exchange, leadsRequest } from "./support/exchange.ts";

const honest = serverForTests();
const everything =
  'Prefer: code=503, delay=60000, reset, malformed, content-type="text/html", slow=60000, truncate\r\n';

async function start(config: Partial<Config>): Promise<string> {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", ...config });
  onTestFinished(() => server.close());
  return server.origin;
}

describe("a stranger gets no fault", () => {
  test.each([
    ["no key", leadsRequest("", everything, "GET", ""), 401],
    ["a wrong key", leadsRequest("", everything, "GET", "Authorization: Bearer x\r\n"), 401],
    ["an unknown path", `GET /nope HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${authorization}${everything}\r\n`, 404],
    ["another method", leadsRequest("", everything, "POST"), 405],
    ["OPTIONS", leadsRequest("", everything, "OPTIONS"), 204],
    ["/health", `GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${everything}\r\n`, 200],
    ["a broken message", leadsRequest("", `${everything}Transfer-Encoding: gzip\r\n`), 400],
  ])("%s", async (_title, request, status) => {
    const answer = await exchange(honest().directOrigin, request);
    expect({ status: answer.status, end: answer.end }).toEqual({ status, end: "end" });
    expect(answer.headers.has("preference-applied")).toBe(false);
    // Whole: neither cut nor slow.
    expect(String(answer.length)).toBe(answer.headers.get("content-length") ?? "0");
  });
});

describe("who may ask by request", () => {
  const asking = leadsRequest("", "Prefer: code=429\r\n");

  test.each<[string, Partial<Config>, number]>([
    ["by default, on a loopback address", {}, 429],
    ["always", { faultsByRequest: "always" }, 429],
    ["never", { faultsByRequest: "never" }, 200],
    ["by default, on localhost", { host: "localhost" }, 429],
    ["always, on every address", { host: "0.0.0.0", faultsByRequest: "always" }, 429],
    ["by default, on every address", { host: "0.0.0.0" }, 200],
  ])("%s", async (_title, config, status) => {
    const { port } = new URL(await start(config));
    const answer = await exchange(`http://127.0.0.1:${port}`, asking);
    expect(answer.status).toBe(status);
    expect(answer.headers.has("preference-applied")).toBe(status === 429);
  });
});

describe("a fault and the parameters", () => {
  test("a status comes before them", async () => {
    expect((await exchange(honest().directOrigin, leadsRequest("&size=0", "Prefer: code=404\r\n"))).status).toBe(404);
  });

  test("faults of the list leave a refusal alone, and do not mend what is wrong", async () => {
    for (const query of ["&size=0100", "&size=0", "&page=02", "&page=0", "&size=abc", "&page=1e3"]) {
      const prefer = "Prefer: clamp=50, duplicate=3, shift=2, envelope=observed\r\n";
      const answer = await exchange(honest().directOrigin, leadsRequest(query, prefer));
      const right = await exchange(honest().directOrigin, leadsRequest(query));
      expect(answer.status).toBe(400);
      expect(answer.body).toBe(right.body);
      expect(answer.headers.has("preference-applied")).toBe(false);
    }
  });

  test("faults of the body hit a refusal too", async () => {
    const prefer = 'Prefer: code=502, content-type="text/html; charset=utf-8"\r\n';
    const { status, headers } = await exchange(honest().directOrigin, leadsRequest("", prefer));
    expect({ status, type: headers.get("content-type") }).toEqual({ status: 502, type: "text/html; charset=utf-8" });
    expect(headers.get("preference-applied")).toBe('code=502, content-type="text/html; charset=utf-8"');
  });

  test("of another account's chatbot, faults tell nothing", async () => {
    for (const prefer of ["shift=2", "shift=-2", "clamp=1", "envelope=observed"]) {
      const ask = (id: string) =>
        exchange(
          honest().directOrigin,
          `GET /api/v1/get-leads?chatbotId=${id}&page=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${authorization}Prefer: ${prefer}\r\n\r\n`,
        );
      const [foreign, unknown] = [await ask("h7Qd_0sJv-2NfYt8KaXbE"), await ask("nobody")];
      expect(foreign.status).toBe(404);
      expect({ ...foreign, headers: undefined }).toEqual({ ...unknown, headers: undefined });
    }
  });
});

describe("what a request asks for", () => {
  test("takes the place of the scenario's fault of the same name, and adds to the others", async () => {
    const origin = await start({ faults: { code: 503, "content-type": "text/html" } });
    const { status, headers } = await exchange(origin, leadsRequest("", "Prefer: code=418\r\n"));
    expect({ status, type: headers.get("content-type") }).toEqual({ status: 418, type: "text/html" });
    expect(headers.get("preference-applied")).toBe("code=418");
  });

  test("may stand in several headers", async () => {
    const { status, headers } = await exchange(
      honest().directOrigin,
      leadsRequest("", "Prefer: respond-async\r\nPREFER: code=404\r\nPrefer: malformed, code=500\r\n"),
    );
    expect({ status, applied: headers.get("preference-applied") }).toEqual({
      status: 404,
      applied: "code=404, malformed",
    });
  });

  test("is passed over when it is no fault", async () => {
    const names = "wait=10, code=abc, code, delay=-1, rate-limit=1/h, shift=0, handling=strict, __proto__=1";
    const { status, headers } = await exchange(honest().directOrigin, leadsRequest("", `Prefer: ${names}\r\n`));
    expect({ status, applied: headers.get("preference-applied") }).toEqual({ status: 200, applied: undefined });
  });

  test("HEAD is as GET without the body: what is about the body on its way does not apply", async () => {
    const refused = await exchange(honest().directOrigin, leadsRequest("", "Prefer: code=503\r\n", "HEAD"));
    expect({ status: refused.status, body: refused.body }).toEqual({ status: 503, body: "" });
    const prefer = "Prefer: slow=60000, truncate, malformed\r\n";
    const { status, length, headers } = await exchange(honest().directOrigin, leadsRequest("", prefer, "HEAD"));
    expect({ status, length, applied: headers.get("preference-applied") }).toEqual({
      status: 200,
      length: 0,
      applied: "malformed",
    });
  });
});

test.each([
  [400, "Invalid request data"],
  [401, "Invalid API key."],
  [404, "Resource not found"],
  [405, "Method Not Allowed."],
  [429, "Too many requests."],
  [500, "Internal server error"],
  [503, "Service Unavailable."],
  [599, "Status 599."],
])("a %i comes with the body and the headers that it has everywhere", async (status, message) => {
  const answer = await exchange(honest().directOrigin, leadsRequest("", `Prefer: code=${status}\r\n`));
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: JSON.stringify({ message }) });
  expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? 'Bearer error="invalid_token"' : undefined);
  expect(answer.headers.get("allow")).toBe(status === 405 ? "GET, HEAD, OPTIONS" : undefined);
  expect(answer.headers.get("retry-after")).toBe([429, 503].includes(status) ? "1" : undefined);
  for (const [name, value] of [
    ["content-type", "application/json"],
    ["cache-control", "no-store"],
  ] as const) {
    expect(answer.headers.get(name)).toBe(value);
  }
});
