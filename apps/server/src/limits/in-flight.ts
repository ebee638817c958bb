import type { Connection } from "../http/connections.ts";

/**
 * Requests of one connection that are worked on at once. The others of a pipeline wait: their answers could not be sent before, and a
 * client that takes none would have them all kept for it.
 */
const mostOfConnection = 2;
/** Requests that wait behind others of their connection, all together, for each one that may be worked on. */
const waitingShare = 5;

/** How many requests are worked on at once. Those whose client has gone away count no longer: nothing will say when they end. */
export class InFlight {
  readonly #most: number;
  #count = 0;
  #waiting = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Goes on with a request now, or when those before it on its connection have been answered; it counts until {@link leave}.
   *
   * @returns false if there is no room for it, now or later.
   */
  enter(connection: Connection, proceed: () => void): boolean {
    if (connection.inFlight >= mostOfConnection) {
      if (this.#waiting >= this.#most * waitingShare) return false;
      this.#waiting += 1;
      (connection.waiting ??= []).push(proceed);
      return true;
    }
    if (this.#count >= this.#most) return false;
    this.#begin(connection, proceed);
    return true;
  }

  /** Counts a request that goes on at once, until {@link leave}. @returns false if it may not. */
  enterAtOnce(connection: Connection): boolean {
    if (connection.inFlight >= mostOfConnection || this.#count >= this.#most) return false;
    this.#count += 1;
    connection.inFlight += 1;
    return true;
  }

  #begin(connection: Connection, proceed: () => void): void {
    this.#count += 1;
    connection.inFlight += 1;
    proceed();
  }

  /** A request that counts has been answered. */
  leave(connection: Connection): void {
    // The connection may have gone before.
    if (connection.inFlight === 0) return;
    connection.inFlight -= 1;
    this.#count -= 1;
    const next = connection.waiting?.shift();
    if (next === undefined) return;
    this.#waiting -= 1;
    this.#begin(connection, next);
  }

  /** A connection has ended. */
  forget(connection: Connection): void {
    this.#count -= connection.inFlight;
    this.#waiting -= connection.waiting?.length ?? 0;
    connection.inFlight = 0;
    connection.waiting = undefined;
  }
}
