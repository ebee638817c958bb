import type { Server } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { onConnection } from "./connections.ts";

/** Turns of the event loop without a new connection after which nobody is taken to wait. */
const quietTurns = 3;
/** Turns at the most: under steady traffic there is always somebody. */
const mostTurns = 1_000;

/** Accepts the clients that have connected already: the system resets those that wait when a socket stops listening. */
async function acceptWaiting(server: Server): Promise<void> {
  let accepted = 0;
  const count = (): void => void (accepted += 1);
  server.on("connection", count);
  // The event loop accepts one connection a turn.
  for (let turn = 0, quiet = 0; turn < mostTurns && quiet < quietTurns; turn += 1) {
    const before = accepted;
    await setImmediate();
    quiet = accepted === before ? quiet + 1 : 0;
  }
  server.off("connection", count);
}

/**
 * Stops listening; resolves when the last connection has ended. Not by `close` of an HTTP server, which would also reset
 * connections on which a request may be on its way.
 */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
}

/** How a server stops without losing a request: first it retires, then it drains. */
export class Lifecycle {
  readonly #server: Server;
  #retirement: Promise<void> | undefined;
  #ended: Promise<void> | undefined;
  #draining = false;
  readonly #open = new Set<Socket>();

  constructor(server: Server) {
    this.#server = server;
    onConnection(server, (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
    });
  }

  /** Whether each answer is to end its connection. */
  get retiring(): boolean {
    return this.#ended !== undefined;
  }

  /** Whether what comes in on a connection that is still open is to be refused. */
  get draining(): boolean {
    return this.#draining;
  }

  /** Accepts who has connected, then listens no longer. Connections stay open: a request may be on its way on them. */
  retire(): Promise<void> {
    this.#retirement ??= this.#beginRetirement();
    return this.#retirement;
  }

  async #beginRetirement(): Promise<void> {
    // Nothing else is done meanwhile: who connects between the last look and the end of listening meets a reset, and another
    // process on this port (--reuse-port) would have served him.
    const hold = (socket: Socket): void => void socket.pause();
    for (const socket of this.#open) hold(socket);
    this.#server.on("connection", hold);
    await acceptWaiting(this.#server);
    this.#ended = stopListening(this.#server);
    this.#server.off("connection", hold);
    for (const socket of this.#open) socket.resume();
  }

  /** Retires and ends idle connections; resolves when the others have had their answers and ended too. */
  async drain(): Promise<void> {
    await this.retire();
    this.#draining = true;
    this.#server.closeIdleConnections();
    await this.#ended;
  }
}
