import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { type Connection, connectionOf } from "../http/connections.ts";
import { RequestError } from "../http/errors.ts";
import { authorityOf, hostQuestion } from "../http/hosts.ts";
import { answerSocket } from "../http/raw-answers.ts";
import { InFlight } from "./in-flight.ts";
import { limitConnections } from "./limit-connections.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the request came on, once it is its turn there; undefined without a socket. */
    connection: Connection | undefined;
    /** Whether it counts as one that is worked on. */
    isInFlight: boolean;
  }
}

/**
 * What a request passes because of the connection that it came on; without a socket (`Server.fetch`) it passes freely. Functions for
 * the hooks that are there: each hook more would cost every request.
 */
export class Limits {
  readonly #inFlight: InFlight;
  readonly #answersFor: (host: string) => boolean;
  /** Requests that have their place already, before {@link begin}; whether they count, too. */
  readonly #placed = new WeakMap<IncomingMessage, boolean>();

  constructor(app: FastifyInstance, config: Config) {
    this.#inFlight = new InFlight(config.maxRequests);
    this.#answersFor = hostQuestion(config);
    app.decorateRequest("connection", undefined);
    app.decorateRequest("isInFlight", false);
    limitConnections(app.server, config, {
      ended: (connection) => this.#inFlight.forget(connection),
      refuse: (socket) => answerSocket(app.log, socket, "overloaded"),
    });
  }

  /**
   * All of it at once, for a request that passes if it need not wait and nothing speaks against it. It counts until {@link leave}.
   *
   * @param host value of its Host field, valid.
   * @param hasPlace whether it has waited for its place ({@link park}).
   * @returns its connection; undefined if it does not pass so.
   */
  pass(socket: Socket, response: ServerResponse, host: string, hasPlace: boolean): Connection | undefined {
    const connection = connectionOf(socket);
    if (connection === undefined || connection.refused || !this.#answersFor(host)) return undefined;
    if (hasPlace) return this.#inFlight.count(connection) ? connection : undefined;
    if (!this.#inFlight.arriveAndCount(connection)) return undefined;
    connection.newest = response;
    return connection;
  }

  /**
   * Lets a request that has to wait for others of its connection wait as it came: what Fastify makes of one is several times as
   * large, and a pipeline can have hundreds.
   *
   * @param proceed goes on with it when it has its place.
   * @returns false if it need not wait, or too many do: then it is for {@link begin}.
   */
  park(socket: Socket, response: ServerResponse, proceed: () => void): boolean {
    const connection = connectionOf(socket);
    if (connection === undefined || connection.refused || !this.#inFlight.isFull(connection)) return false;
    const isParked = this.#inFlight.arrive(connection, () => {
      if (!connection.refused) proceed();
    });
    if (isParked) connection.newest = response;
    return isParked;
  }

  /** A request that {@link pass} has let pass has been answered. */
  leave(connection: Connection): void {
    this.#inFlight.leave(connection, true);
  }

  /** A request that has its place goes on at {@link begin}, and keeps it. @param counts whether {@link pass} has let it pass. */
  keepPlace(request: IncomingMessage, counts: boolean): void {
    this.#placed.set(request, counts);
  }

  /**
   * Goes on with a request when it is its turn on its connection; never with one that was sent behind a refused one: nobody waits for
   * an answer, and nothing is to run.
   *
   * @throws {RequestError} 503 if too many wait.
   */
  begin(request: FastifyRequest, reply: FastifyReply, proceed: () => void): void {
    const connection = connectionOf(request.raw.socket);
    if (connection === undefined) return proceed();
    if (connection.refused) return;
    const take = (): void => this.#take(request, connection, proceed);
    const counts = this.#placed.get(request.raw);
    if (counts !== undefined) {
      request.isInFlight = counts;
      return take();
    }
    connection.newest = reply.raw;
    if (!this.#inFlight.arrive(connection, take)) throw new RequestError("overloaded");
  }

  #take(request: FastifyRequest, connection: Connection, proceed: () => void): void {
    request.connection = connection;
    // It may have been refused while this one waited.
    if (!connection.refused) proceed();
  }

  /** @throws {RequestError} 421 if the request is meant for another host. */
  checkHost({ connection, headers, raw }: FastifyRequest): void {
    if (connection && !this.#answersFor(authorityOf(raw.url) ?? headers.host ?? ""))
      throw new RequestError("misdirected");
  }

  /** @throws {RequestError} 503 if there is no room for the request. */
  admit(request: FastifyRequest): void {
    const { connection, isInFlight } = request;
    if (connection === undefined || isInFlight) return;
    if (!this.#inFlight.count(connection)) throw new RequestError("overloaded");
    request.isInFlight = true;
  }

  /** The request has been answered. */
  end({ connection, isInFlight }: FastifyRequest): void {
    if (connection) this.#inFlight.leave(connection, isInFlight);
  }
}
