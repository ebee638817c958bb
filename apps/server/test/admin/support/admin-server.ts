import { onTestFinished } from "vitest";
import { type Config, createServer, openStore, type Server, type Store } from "../../../src/index.ts";

/** A server with the admin API, and a way to ask it. */
export interface AdminServer {
  readonly server: Server;
  /** Asks the admin API, by default with its token and the media type of JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** As {@link AdminServer.ask}, with the body of the answer as a value. @throws if it is no success. */
  get<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  /** Asks the API of Chatbase. */
  leads(query: string, key: string): Promise<Response>;
}

/** Headers and body of a request to the admin API. */
export function requestInit(
  token: string | undefined,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): { headers: Record<string, string>; body?: string } {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    headers: { authorization: `Bearer ${token}`, ...type, ...headers },
    ...(body !== undefined && { body: text }),
  };
}

/** Asks a server in this process, without a socket; it is closed when the test is over. */
export function adminServer(config: Partial<Config> = {}, store: Store = openStore(":memory:")): AdminServer {
  const server = createServer({ logLevel: "silent", admin: "loopback", ...config }, { store });
  onTestFinished(() => server.close());
  const ask: AdminServer["ask"] = (method, path, body, headers) =>
    server.fetch(`http://any.example/_admin${path}`, { method, ...requestInit(server.adminToken, body, headers) });
  return {
    server,
    ask,
    async get<Body>(method: string, path: string, body?: unknown) {
      const answer = await ask(method, path, body);
      if (!answer.ok) throw new Error(`${method} ${path} is answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as Body;
    },
    leads: (query, key) =>
      server.fetch(`http://any.example/api/v1/get-leads?${query}`, { headers: { authorization: `Bearer ${key}` } }),
  };
}
