import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Config } from "../config.ts";
import { type Connection, keepConnections } from "../http/connections.ts";

/** How often the connections are looked at, in milliseconds, unless a limit is so short that it must be more often. */
const longestRound = 1_000;
/** Connections past the limit that are still told so, as a share of it; those past these are closed without a word. */
const toldShare = 0.1;

/** Ends the connections of clients that do not take their answers: nothing of it shows while Node waits for them. */
function endStalled(open: ReadonlyMap<Socket, Connection>, answerTimeout: number): void {
  const now = performance.now();
  for (const [socket, connection] of open) {
    const waiting = socket.writableLength;
    if (waiting === 0) {
      connection.stalled = undefined;
      continue;
    }
    const taken = socket.bytesWritten - waiting;
    const { stalled } = connection;
    if (stalled?.taken !== taken) connection.stalled = { taken, since: now };
    else if (now - stalled.since >= answerTimeout) socket.destroy();
  }
}

/** Ends the oldest connection that has had its answers. @returns whether there was one. */
function endIdle(open: Map<Socket, Connection>): boolean {
  for (const [socket, { newest }] of open) {
    // Not by `closeIdleConnections`, which takes one for idle that has not asked yet.
    if (newest?.writableFinished !== true) continue;
    socket.destroy();
    open.delete(socket);
    return true;
  }
  return false;
}

/** What {@link limitConnections} tells others of. */
interface Listeners {
  /** A connection has ended. */
  readonly ended: (connection: Connection) => void;
  /** A connection is one too many: answers it and ends it. */
  readonly refuse: (socket: Socket) => void;
}

/**
 * Bounds what clients can hold: so many connections, idle ones making room for new ones, and each answer to be taken in time. How
 * long a request may take to arrive and a connection may be idle, Node itself watches.
 */
export function limitConnections(server: Server, config: Config, { ended, refuse }: Listeners): void {
  const { maxConnections, answerTimeout } = config;
  const open = new Map<Socket, Connection>();
  keepConnections(server, (socket, connection) => {
    open.set(socket, connection);
    socket.once("close", () => {
      open.delete(socket);
      ended(connection);
    });
    if (open.size > maxConnections && !endIdle(open)) refuse(socket);
  });
  server.maxConnections = Math.ceil(maxConnections * (1 + toldShare)) + 1;
  let rounds: NodeJS.Timeout | undefined;
  server.on("listening", () => {
    rounds = setInterval(() => endStalled(open, answerTimeout), Math.min(longestRound, answerTimeout / 3)).unref();
  });
  server.on("close", () => clearInterval(rounds));
}
