import { createServer, type RequestListener } from "node:http";
import { onTestFinished } from "vitest";
import { type Client, createClient } from "../../src/index.ts";
import { testKey } from "./fake-api.ts";

export interface RealServer {
  readonly client: Client;
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
}

/** A real HTTP server on a free port, gone when the test is over, and a client with the real `fetch` for it. */
export async function realServer(listener: RequestListener, timeout = 2_000): Promise<RealServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return { origin, client: createClient({ apiKey: testKey, baseUrl: `${origin}/api/v1`, timeout, maxRetries: 0 }) };
}
