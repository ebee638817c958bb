import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What is known of a connection besides what Node knows. */
export class Connection {
  /** Whether an answer that ends it has been given: what comes behind it is not to be worked on (RFC 9112 section 9.6). */
  refused = false;
  /** The answer to the request that came last; after it a connection can end without losing another. */
  newest: ServerResponse | undefined;
  /** Requests of it that have arrived, do not wait, and are not answered (limits/in-flight.ts). */
  open = 0;
  /** Those of them that count against the limit of the server. */
  counted = 0;
  /** What goes on with those that wait for these to be answered. */
  waiting: (() => void)[] | undefined;
  /** Bytes that the client had taken when it was last seen to take any, and when that was, in milliseconds; while answers wait for it. */
  stalled: { readonly taken: number; readonly since: number } | undefined;
}

const connections = new WeakMap<object, Connection>();

/** Tells of each connection of a server once. It comes a second time when an upgrade on it was passed over (http/upgrade.ts). */
export function onConnection(server: Server, begin: (socket: Socket) => void): void {
  const known = new WeakSet<Socket>();
  server.on("connection", (socket) => {
    if (known.has(socket)) return;
    known.add(socket);
    begin(socket);
  });
}

/** Makes every connection of a server known from its begin on, to this room and to `begin`. */
export function keepConnections(server: Server, begin: (socket: Socket, connection: Connection) => void): void {
  onConnection(server, (socket) => {
    const connection = new Connection();
    connections.set(socket, connection);
    begin(socket, connection);
  });
}

/** Of the connection that a request came on; undefined for a request that came without one (`Server.fetch`). */
export function connectionOf(socket: Socket): Connection | undefined {
  return connections.get(socket);
}
