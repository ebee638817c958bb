import { once } from "node:events";
import { connect } from "node:net";
import { authorization, chatbotId, getLeadsPath } from "../../http/support/servers.ts";

/** One request on a connection of its own, and everything that came of it. */
export interface Exchange {
  /** NaN when nothing was answered. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Bytes of the body that have arrived. */
  readonly length: number;
  /** How the connection ended: `end`, or the system's error code. */
  readonly end: string;
}

/** A GET of leads as text. `headers` are whole lines, each with its CRLF. */
export function leadsRequest(query = "", headers = "", method = "GET", credentials = authorization): string {
  const target = `${getLeadsPath}?chatbotId=${chatbotId}${query}`;
  return `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${credentials}${headers}\r\n`;
}

function read(received: Buffer, end: string): Exchange {
  const split = received.indexOf("\r\n\r\n");
  const [first = "", ...lines] = received.toString("latin1", 0, Math.max(split, 0)).split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const body = split === -1 ? Buffer.alloc(0) : received.subarray(split + 4);
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(first) ?? [];
  return { status: Number(status), headers, body: body.toString(), length: body.length, end };
}

/** Sends a request and waits for the end of the connection. */
export async function exchange(origin: string, request: string): Promise<Exchange> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  const parts: Buffer[] = [];
  let end = "end";
  socket.on("data", (part: Buffer) => parts.push(part));
  socket.on("error", (error: NodeJS.ErrnoException) => {
    end = error.code ?? error.message;
  });
  socket.write(request);
  const closed = Promise.withResolvers<void>();
  socket.on("close", () => closed.resolve());
  await closed.promise;
  return read(Buffer.concat(parts), end);
}

/** The ids of the leads of a page in either envelope. */
export function idsOf({ body }: Pick<Exchange, "body">): string[] {
  const { collectedCustomers: list } = JSON.parse(body) as {
    collectedCustomers: { id: string }[] | { data: { id: string }[] };
  };
  return (Array.isArray(list) ? list : list.data).map(({ id }) => id);
}

/** Sends a request, lets the server do something else several times, and gives what has come of the request by then. */
export async function soFar(origin: string, request: string): Promise<Exchange> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  const parts: Buffer[] = [];
  socket.on("data", (part: Buffer) => parts.push(part));
  await once(socket, "connect");
  socket.write(request);
  for (let turn = 0; turn < 5; turn += 1) await (await fetch(`${origin}/health`)).text();
  socket.destroy();
  return read(Buffer.concat(parts), "open");
}
