/** Fronts of a sound server that each break one promise on the way: the control of the batteries. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Vector } from "./battery.ts";
import { getRequest } from "./servers.ts";

/** A server of this file that listens. */
interface Front {
  readonly origin: string;
  close(): Promise<void>;
}

/** What a front does with a connection of a client, given a way to reach the sound server. */
type Handling = (client: Socket, reach: () => Socket) => void;

async function listen(target: string, handle: Handling): Promise<Front> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => socket.destroy()).on("close", () => void sockets.delete(socket));
  };
  const front = createServer((client) => handle(keep(client), () => keep(connect(Number(port), hostname))));
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return {
    origin: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      front.close();
      await once(front, "close");
    },
  };
}

/** Hands everything on, answers changed by the way. */
function handOn(client: Socket, server: Socket, change: (data: Buffer) => Buffer): void {
  client.on("data", (data) => void server.write(data)).on("end", () => server.end());
  server.on("data", (data: Buffer) => void client.write(change(data))).on("end", () => client.end());
}

/** A page, as the sound server gives it. */
async function pageOf(server: Socket): Promise<Buffer> {
  server.end(getRequest().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
  const parts: Buffer[] = [];
  for await (const part of server) parts.push(part as Buffer);
  return Buffer.from(
    Buffer.concat(parts)
      .toString("latin1")
      .replace(/connection: close\r\n/i, ""),
    "latin1",
  );
}

const statusText = (from: RegExp, to: string) => (data: Buffer) =>
  Buffer.from(data.toString("latin1").replace(from, to), "latin1");

/** Ways to break a promise. */
export const breaches = {
  none: (target: string) => listen(target, (client, reach) => handOn(client, reach(), (data) => data)),
  twice: (target: string) =>
    listen(target, (client, reach) => handOn(client, reach(), (data) => Buffer.concat([data, data]))),
  serverError: (target: string) =>
    listen(target, (client, reach) => handOn(client, reach(), statusText(/^HTTP\/1\.1 \d+/g, "HTTP/1.1 500"))),
  silent: (target: string) => listen(target, (client) => void client.on("data", () => client.end())),
  lax: (target: string) =>
    listen(target, (client, reach) => {
      client.once("data", () => void pageOf(reach()).then((page) => client.end(page)));
    }),
  early: (target: string) =>
    listen(target, (client, reach) => {
      const begin = async (data: Buffer): Promise<void> => {
        client.pause();
        await pageOf(reach());
        const server = reach();
        server.write(data);
        handOn(client.resume(), server, (answer) => answer);
      };
      client.once("data", (data: Buffer) => void begin(data));
    }),
  stays: (target: string) =>
    listen(target, (client, reach) => handOn(client, reach(), statusText(/connection: close\r\n/gi, ""))),
} as const;

const statusesOf = ({ answers }: Vector) => answers.map(({ status }) => status);
const isRefused = (vector: Vector): boolean => statusesOf(vector).every((status) => ![200, 404].includes(status));

/** What each breach does, and which vectors have to see it. */
export const brokenServers: readonly {
  readonly does: string;
  readonly start: (target: string) => Promise<Front>;
  readonly breaks: (vector: Vector) => boolean;
}[] = [
  { does: "answers twice", start: breaches.twice, breaks: () => true },
  { does: "answers 500", start: breaches.serverError, breaks: () => true },
  { does: "does not answer", start: breaches.silent, breaks: () => true },
  { does: "answers 200 to what is to be refused", start: breaches.lax, breaks: isRefused },
  { does: "runs the operation before it looks", start: breaches.early, breaks: isRefused },
  { does: "does not say that the connection ends", start: breaches.stays, breaks: ({ closes }) => closes },
];
