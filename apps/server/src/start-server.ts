import { basePath } from "@chatbase-kit/contract/operations";
import type { Config } from "./config.ts";
import { createServer, type Overrides, type Server } from "./create-server.ts";

/** A server that listens. */
export interface RunningServer extends Server {
  /** Where it listens, such as `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** What a client takes as `baseUrl`, such as `http://127.0.0.1:4010/api/v1`. */
  readonly baseUrl: string;
}

/**
 * Opens the store, fills it with the demo data when it is empty, and listens.
 *
 * @example `const server = await startServer({ store: ":memory:", port: 0 });`
 * @throws {StoreError} if the database cannot be used, and an error with the system's `code` (`EADDRINUSE`, …) if the port cannot.
 */
export async function startServer(config: Partial<Config> = {}, overrides: Overrides = {}): Promise<RunningServer> {
  const server = createServer(config, overrides);
  try {
    const origin = await server.listen();
    return { ...server, origin, baseUrl: origin + basePath };
  } catch (error) {
    await server.close();
    throw error;
  }
}
