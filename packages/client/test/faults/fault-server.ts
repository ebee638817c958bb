import { createServer, type Socket } from "node:net";
import { leads } from "../support/fake-api.ts";

/** A number from 0 inclusive to 1 exclusive; the same row for the same seed. */
export type Random = () => number;

/** Mulberry32: enough to choose places to cut at. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a fault does to the connection instead of a good answer to a request for this page. */
export type Misbehave = (socket: Socket, body: Buffer, random: Random) => void;

export interface FaultServer {
  readonly baseUrl: string;
  /** Pages that were asked for, in order. */
  readonly asked: number[];
  /** Connections on which a fault has happened and that are still open. */
  readonly spoilt: ReadonlySet<Socket>;
  readonly close: () => Promise<void>;
}

export const perPage = 5;
export const pages = 4;

/** Leads 1 to 20 on four pages, then an empty one. */
export function bodyOf(page: number): Buffer {
  const items = page <= pages ? leads((page - 1) * perPage + 1, page * perPage) : [];
  return Buffer.from(JSON.stringify({ collectedCustomers: items }));
}

export function head(lines: Record<string, string | number>, status = "200 OK"): string {
  const all = { "content-type": "application/json", ...lines };
  return `HTTP/1.1 ${status}\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`;
}

/** A server that speaks HTTP by hand, so that it can also speak it wrongly. `strikes` says which requests it spoils. */
export async function startFaultServer(
  misbehave: Misbehave,
  strikes: (page: number, times: number) => boolean,
  random: Random,
): Promise<FaultServer> {
  const asked: number[] = [];
  const spoilt = new Set<Socket>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => [sockets, spoilt].forEach((set) => set.delete(socket)));
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (!received.includes("\r\n\r\n")) return;
      const page = Number(/[?&]page=(\d+)/.exec(received)?.[1]);
      received = "";
      asked.push(page);
      if (strikes(page, asked.filter((one) => one === page).length)) {
        spoilt.add(socket);
        misbehave(socket, bodyOf(page), random);
      } else {
        const body = bodyOf(page);
        socket.write(Buffer.concat([Buffer.from(head({ "content-length": body.length })), body]));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  const { port } = server.address() as { port: number };
  return { baseUrl: `http://127.0.0.1:${port}`, asked, spoilt, close };
}
