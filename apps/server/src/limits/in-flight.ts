import type { Connection } from "../http/connections.ts";

/**
 * Requests of one connection that are worked on at once. The others of a pipeline wait: their answers could not be sent before, and a
 * client that takes none would have them all kept for it.
 */
const mostOfConnection = 2;
/** Requests that wait behind others of their connection, all together, for each one that may be worked on. */
const waitingShare = 5;

/**
 * How many requests are worked on at once, on a connection and by the server. A request takes its place on the connection when it
 * arrives: in any other order one could wait for those behind it, whose answers cannot be sent before its own. Requests whose
 * client has gone away count no longer: nothing will say when they end.
 */
export class InFlight {
  readonly #most: number;
  #count = 0;
  #waiting = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a request that arrives on a connection has to wait. */
  isFull(connection: Connection): boolean {
    return connection.open >= mostOfConnection;
  }

  /**
   * Goes on with a request that has arrived, now or when those before it on its connection have been answered; it has its place
   * until {@link leave}.
   *
   * @returns false if too many wait.
   */
  arrive(connection: Connection, proceed: () => void): boolean {
    if (!this.isFull(connection)) {
      connection.open += 1;
      proceed();
      return true;
    }
    if (this.#waiting >= this.#most * waitingShare) return false;
    this.#waiting += 1;
    (connection.waiting ??= []).push(proceed);
    return true;
  }

  /** Counts a request that has a place, until {@link leave}. @returns false if there is no room for it. */
  count(connection: Connection): boolean {
    if (this.#count >= this.#most) return false;
    this.#count += 1;
    connection.counted += 1;
    return true;
  }

  /** Both at once, for a request that need not wait. @returns false if it has to. */
  arriveAndCount(connection: Connection): boolean {
    if (this.isFull(connection) || !this.count(connection)) return false;
    connection.open += 1;
    return true;
  }

  /** A request has been answered. @param wasCounted whether it counts. */
  leave(connection: Connection, wasCounted: boolean): void {
    // The connection may have gone before.
    if (connection.open === 0) return;
    if (wasCounted) {
      connection.counted -= 1;
      this.#count -= 1;
    }
    const next = connection.waiting?.shift();
    // The next one has its place.
    if (next === undefined) connection.open -= 1;
    else {
      this.#waiting -= 1;
      next();
    }
  }

  /** A connection has ended. */
  forget(connection: Connection): void {
    this.#count -= connection.counted;
    this.#waiting -= connection.waiting?.length ?? 0;
    connection.open = 0;
    connection.counted = 0;
    connection.waiting = undefined;
  }
}
