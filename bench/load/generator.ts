/**
 * A load generator: as many requests as a number of connections can carry, one after the other on each.
 *
 * Why not a library: those in the registry give latencies in whole milliseconds, and here most are below one. It keeps up with
 * wrk, so that the server is what limits the rate.
 */
import { connect } from "node:net";

/** What to ask, and for how long. */
export interface LoadOrder {
  readonly port: number;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

/** What came of it. Latencies in milliseconds. */
export interface LoadResult {
  /** Requests a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** How much worse the slow answers are than the usual one. */
  readonly tail: number;
}

const endOfHeaders = "\r\n\r\n";

/** Length of the answer that starts here, headers included. Every server here says how long its answer is, or chunks it. */
function lengthOf(answer: Buffer): number | undefined {
  const end = answer.indexOf(endOfHeaders);
  if (end < 0) return undefined;
  const headers = answer.toString("latin1", 0, end);
  if (!headers.startsWith("HTTP/1.1 200")) throw new Error(`An answer is not 200: ${headers.split("\r\n", 1)[0]}`);
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(headers) ?? [];
  if (length !== undefined) return end + endOfHeaders.length + Number(length);
  const last = answer.indexOf("\r\n0\r\n\r\n", end);
  return last < 0 ? undefined : last + 7;
}

/** Keeps one connection busy until told to stop. */
function client(port: number, request: Buffer, answered: (milliseconds: number) => void): { readonly end: () => void } {
  let started = 0;
  let pending: Buffer | undefined;
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const ask = (): void => {
    started = performance.now();
    socket.write(request);
  };
  socket.on("connect", ask);
  socket.on("data", (chunk: Buffer) => {
    const received: Buffer = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
    pending = received;
    const length = lengthOf(received);
    if (length === undefined || received.length < length) return;
    pending = undefined;
    answered(performance.now() - started);
    ask();
  });
  socket.on("error", (error) => {
    throw error;
  });
  return {
    end: () =>
      socket
        .removeAllListeners()
        .on("error", () => {})
        .destroy(),
  };
}

/** The value below which a part of the sorted values lies. */
function part(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * Puts a server under load.
 *
 * @throws if an answer is not 200, or a connection breaks.
 */
export async function load({ port, target, headers, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const request = Buffer.from(`GET ${target} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const latencies: number[] = [];
  const started = performance.now();
  const clients = Array.from({ length: connections }, () => client(port, request, (ms) => latencies.push(ms)));
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const elapsed = (performance.now() - started) / 1_000;
  for (const each of clients) each.end();
  const sorted = Float64Array.from(latencies).toSorted();
  const [p50, p99] = [part(sorted, 0.5), part(sorted, 0.99)];
  return { rate: latencies.length / elapsed, p50, p99, tail: p99 / p50 };
}
