import { Server } from "node:net";
import { setImmediate } from "node:timers/promises";

/** Turns of the event loop without a new connection after which nobody is taken to wait. */
const quietTurns = 3;
/** Turns at the most: under steady traffic there is always somebody. */
const mostTurns = 1_000;

/** Accepts the clients that have connected already: the system resets those that wait when a socket stops listening. */
export async function acceptWaiting(server: Server): Promise<void> {
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
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    Server.prototype.close.call(server, () => resolve());
  });
}
