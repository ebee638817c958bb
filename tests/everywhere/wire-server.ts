/** A server that answers by the first part of the path: well, or wrong in one way. What the suite talks to, everywhere. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

const json = { "content-type": "application/json" };
const total = 7;

/** Leads of one page of seven in all, newest first. */
function leadsOf(url: URL): object[] {
  const [page, size] = ["page", "size"].map((name) => Number(url.searchParams.get(name) ?? 0)) as [number, number];
  const from = (Math.max(page, 1) - 1) * (size || total);
  return Array.from({ length: total }, (_, index) => ({
    id: `lead_${index + 1}`,
    name: "Łucja 山田",
    created_at: new Date(Date.UTC(2024, 1, 29, 12, 59 - index)).toISOString(),
  })).slice(from, from + (size || total));
}

const bodyOf = (url: URL): string => JSON.stringify({ collectedCustomers: leadsOf(url) });
const met = new Set<string>();

type Answer = (response: ServerResponse, url: URL) => unknown;

const answers: Record<string, Answer> = {
  // With its length, and so not chunked as those below.
  ok: (response, url) => {
    const body = bodyOf(url);
    response.writeHead(200, { ...json, "content-length": Buffer.byteLength(body) }).end(body);
  },
  gzip: (response, url) => response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(gzipSync(bodyOf(url))),
  observed: (response, url) =>
    response.writeHead(200, json).end(JSON.stringify({ collectedCustomers: { data: leadsOf(url) } })),
  busy: (response, url) => {
    const again = met.has(url.pathname);
    met.add(url.pathname);
    return again ? answers["ok"]?.(response, url) : response.writeHead(503, json).end('{"message":"busy"}');
  },
  limit: (response) => response.writeHead(429, { ...json, "retry-after": "3600" }).end('{"message":"slow"}'),
  unknown: (response) => response.writeHead(404, json).end('{"message":"Resource not found"}'),
  reset: (response) => response.socket?.resetAndDestroy(),
  cut: (response, url) => {
    response.writeHead(200, { ...json, "content-length": "5000" });
    response.write(bodyOf(url).slice(0, 100), () => setTimeout(() => response.socket?.destroy(), 20));
  },
  "cut-gzip": (response, url) => {
    const whole = gzipSync(bodyOf(url));
    response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(whole.subarray(0, whole.length / 2));
  },
  silent: () => undefined,
  half: (response) => response.writeHead(200, json).write('{"collectedCustomers":['),
  redirect: (response) => response.writeHead(302, { location: "/ok/get-leads" }).end(),
  html: (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Log in</h1>"),
  latin1: (response) => response.writeHead(200, json).end(Buffer.from('{"collectedCustomers":["\u00e9"]}', "latin1")),
  large: (response) => response.writeHead(200, json).end(`{"collectedCustomers":[]${" ".repeat(100_000)}}`),
  broken: (response) => response.writeHead(200, json).end('{"collectedCustomers":[{"id":"1","created_at":"today"}]}'),
};

/** Starts it on a free port; files are served as they are named, for a page. */
export async function startWireServer(
  files: Readonly<Record<string, string>>,
): Promise<{ origin: string; close(): void }> {
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? "/", "http://wire");
    const file = files[url.pathname];
    const [, name = ""] = url.pathname.split("/");
    if (file !== undefined) {
      const type = url.pathname.endsWith("/") ? "text/html" : "text/javascript";
      response.writeHead(200, { "content-type": type }).end(readFileSync(file));
    } else if (request.headers.authorization === "Bearer wire-key" && answers[name]) answers[name](response, url);
    else response.writeHead(401, json).end('{"message":"no"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
