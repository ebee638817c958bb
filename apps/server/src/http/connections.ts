import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What is known of a connection besides what Node knows. */
export class Connection {
  /** Whether an answer that ends it has been given: what comes behind it is not to be worked on (RFC 9112 section 9.6). */
  refused = false;
  /** The answer to the request that came last; after it a connection can end without losing another. */
  newest: ServerResponse | undefined;
}

const connections = new WeakMap<object, Connection>();

/** Makes every connection of a server known from its begin on. */
export function keepConnections(server: Server): void {
  server.on("connection", (socket) => {
    // A connection comes a second time when an upgrade on it was passed over (http/upgrade.ts).
    if (!connections.has(socket)) connections.set(socket, new Connection());
  });
}

/** Of the connection that a request came on; undefined for a request that came without one (`Server.fetch`). */
export function connectionOf(socket: Socket): Connection | undefined {
  return connections.get(socket);
}
