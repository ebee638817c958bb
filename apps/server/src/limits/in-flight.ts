import type { Connection } from "../http/connections.ts";

/** How many requests are worked on at once. Those whose client has gone away count no longer: nothing will say when they end. */
export class InFlight {
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns whether there is room for a request; then it counts until {@link leave}. */
  enter(connection: Connection): boolean {
    if (this.#count >= this.#most) return false;
    this.#count += 1;
    connection.inFlight += 1;
    return true;
  }

  /** A request that counts has been answered. */
  leave(connection: Connection): void {
    // The connection may have gone before.
    if (connection.inFlight === 0) return;
    connection.inFlight -= 1;
    this.#count -= 1;
  }

  /** A connection has ended. */
  forget(connection: Connection): void {
    this.#count -= connection.inFlight;
    connection.inFlight = 0;
  }
}
