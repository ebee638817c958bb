/** Servers that tests start here, which `pnpm coverage` can record. The server's own tests have a file like this one. */
import { basePath } from "@chatbase-kit/contract/operations";
import { type Config, type RunningServer, startServer } from "@chatbase-kit/server";

/** A way to a server: its own address or, while `pnpm coverage` runs, that of a recorder in front of it. */
export interface Door {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** To be called when the server has ended. */
  readonly close: () => Promise<void>;
}

/**
 * The way to a server that is to be recorded, if anything is.
 *
 * @throws Error when the recorder cannot record.
 */
export async function recordedDoor(target: string): Promise<Door> {
  const recorder = process.env["COVERAGE_RECORDER"];
  if (recorder === undefined) return { origin: target, close: async () => {} };
  const { expect } = await import("vitest");
  const ask = async (method: "POST" | "DELETE"): Promise<string> => {
    const body = JSON.stringify({ target, test: expect.getState().testPath });
    const answer = await fetch(recorder, { method, body });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.text();
  };
  return { origin: await ask("POST"), close: async () => void (await ask("DELETE")) };
}

/** As `startServer` with a database in memory and any free port, with the way through {@link recordedDoor}. */
export async function startRecorded(config: Partial<Config> = {}): Promise<RunningServer> {
  // Batteries of requests with unknown keys come from one address.
  const quiet = { store: ":memory:", port: 0, logLevel: "silent", failedKeyLimit: "none" } as const;
  const server = await startServer({ ...quiet, ...config });
  // What differs from the spec on purpose is not held against it.
  if (server.config.envelope !== "documented") return server;
  const { origin, close } = await recordedDoor(server.origin);
  return {
    ...server,
    origin,
    baseUrl: origin + basePath,
    async close() {
      await server.close();
      await close();
    },
  };
}
