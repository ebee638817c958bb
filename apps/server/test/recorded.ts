/** Servers that tests start here, which `pnpm coverage` can record. `tests/` has a file like this one. */
import { basePath } from "@chatbase-kit/contract/operations";
import { expect } from "vitest";
import { type Config, type Overrides, type RunningServer, startServer } from "../src/index.ts";

/** The origin of a recorder in front of a server, and the end of it; undefined unless `pnpm coverage` runs. */
async function recorderOf(target: string): Promise<{ origin: string; close(): Promise<unknown> } | undefined> {
  const recorder = process.env["COVERAGE_RECORDER"];
  if (recorder === undefined) return undefined;
  const ask = async (method: "POST" | "DELETE"): Promise<string> => {
    const body = JSON.stringify({ target, test: expect.getState().testPath });
    const answer = await fetch(recorder, { method, body });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.text();
  };
  return { origin: await ask("POST"), close: () => ask("DELETE") };
}

const changedOnTheWay = /^(?:transfer-encoding|content-length|expect|trailer|connection):/i;

/**
 * Whether an HTTP proxy hands a request on as it was written, with redocly's in mind: it joins fields given twice, reads the
 * body before it asks, brings its own Host, resolves dots and `//` in a path, and finds no operation behind `%2D`.
 */
function isCarried(request: string): boolean {
  const [line = "", ...fields] = request.slice(0, request.indexOf("\r\n\r\n")).split("\r\n");
  const count = (name: string) => fields.filter((field) => field.toLowerCase().startsWith(`${name}:`)).length;
  const [, path] =
    /^(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE|TRACE) (\/[^?#]*)(?:\?[!-"$-~]*)? HTTP\/1\.1$/.exec(line) ?? [];
  if (path === undefined || /%|\/\/|\/\.{1,2}(?:\/|$)/.test(path) || request.length > 8_000) return false;
  return count("host") === 1 && count("authorization") <= 1 && !fields.some((field) => changedOnTheWay.test(field));
}

/** A server whose address may be a recorder's. */
export interface RecordedServer extends RunningServer {
  /** Its own address, for tests of bytes and connections. */
  readonly directOrigin: string;
  /** The address for a request, whole and as text: `origin`, or `directOrigin` for one that a proxy would change. */
  originFor(request: string): string;
}

/** As `startServer`, with its address that of the recorder. */
export async function startRecorded(config: Partial<Config>, overrides: Overrides = {}): Promise<RecordedServer> {
  // Batteries of requests with unknown keys come from one address.
  const server = await startServer({ failedKeyLimit: "none", ...config }, overrides);
  const { origin: directOrigin } = server;
  const recorder = await recorderOf(directOrigin);
  const origin = recorder?.origin ?? directOrigin;
  return {
    ...server,
    origin,
    baseUrl: origin + basePath,
    directOrigin,
    originFor: (request) => (isCarried(request) ? origin : directOrigin),
    async close() {
      await server.close();
      await recorder?.close();
    },
  };
}
