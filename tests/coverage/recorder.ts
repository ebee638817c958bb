import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { type Proxy, startProxy } from "./proxy.ts";

/** What one `redocly proxy` has recorded. */
export interface Recording {
  /** HAR file, absolute. */
  readonly file: string;
  /** The test file that started the server. */
  readonly test: string;
}

/**
 * Puts a `redocly proxy` in front of each server that tests start. A test asks by HTTP (its `recorded.ts` does), so that
 * it need not know what records: `POST {target, test}` is answered with the origin of a proxy, `DELETE {target}` ends it.
 */
export interface Recorder {
  /** For the environment variable `COVERAGE_RECORDER` of the tests. */
  readonly origin: string;
  /** Ends every proxy that is left, and gives what was recorded; rejects if a proxy failed. */
  stop(): Promise<Recording[]>;
}

/** Starts a recorder whose HAR files go into `folder`. */
export async function startRecorder(folder: string): Promise<Recorder> {
  const recordings: Recording[] = [];
  const running = new Map<string, Proxy>();
  const stopped: Promise<void>[] = [];

  const start = async (target: string, test: string): Promise<string> => {
    const file = join(folder, `${recordings.length + 1}.har`);
    recordings.push({ file, test });
    const proxy = await startProxy(target, file);
    running.set(target, proxy);
    return proxy.origin;
  };
  const end = (target: string): void => {
    const proxy = running.get(target);
    running.delete(target);
    // The test need not wait; a failure is told by the recorder's own stop.
    if (proxy) stopped.push(proxy.stop());
    stopped.at(-1)?.catch(() => {});
  };
  const answer = async (request: IncomingMessage): Promise<string> => {
    const { target, test = "" } = (await json(request)) as { target: string; test?: string };
    if (request.method === "POST") return await start(target, test);
    end(target);
    return "";
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const target of running.keys()) end(target);
      server.closeAllConnections();
      server.close();
      await Promise.all(stopped);
      return recordings;
    },
  };
}
