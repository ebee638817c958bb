import type { FastifyInstance } from "fastify";

/** Statuses whose answer has no body; `Response` refuses one (Fetch standard, "null body status"). */
const withoutBody = new Set([101, 204, 205, 304]);

/** A `fetch` that hands requests to the server in this process: no port, no socket. */
export function fetchThrough(
  app: FastifyInstance,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { pathname, search, host } = new URL(request.url);
    const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const answer = await app.inject({
      method: request.method as "GET",
      url: pathname + search,
      headers: { host, ...Object.fromEntries(request.headers) },
      ...(payload && { payload }),
    });
    const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      [value ?? []].flat().map((each) => [name, String(each)]),
    );
    const body = withoutBody.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload);
    return new Response(body, { status: answer.statusCode, headers });
  };
}
