import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { type Connection, connectionOf } from "../http/connections.ts";
import { RequestError } from "../http/errors.ts";
import { hostQuestion } from "../http/hosts.ts";
import { answerSocket } from "../http/raw-answers.ts";
import { InFlight } from "./in-flight.ts";
import { limitConnections } from "./limit-connections.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the request came on; undefined without a socket. */
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
  /** Requests that count already. */
  readonly #counted = new WeakSet<IncomingMessage>();

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
   * @returns its connection; undefined if it does not pass so.
   */
  pass(socket: Socket, response: ServerResponse, host: string): Connection | undefined {
    const connection = connectionOf(socket);
    if (connection === undefined || connection.refused || !this.#answersFor(host)) return undefined;
    if (!this.#inFlight.enterAtOnce(connection)) return undefined;
    connection.newest = response;
    return connection;
  }

  /** A request that {@link pass} has let pass has been answered. */
  leave(connection: Connection): void {
    this.#inFlight.leave(connection);
  }

  /**
   * A request that {@link pass} has let pass begins anew, at {@link begin}. It keeps its place: behind those that wait it would wait for
   * itself, since their answers cannot be sent before its own.
   */
  beginAgain(request: IncomingMessage): void {
    this.#counted.add(request);
  }

  /** @returns false for a request that was sent behind a refused one: nobody waits for an answer, and nothing is to run. */
  begin(request: FastifyRequest, reply: FastifyReply): boolean {
    const connection = connectionOf(request.raw.socket);
    if (connection === undefined) return true;
    if (connection.refused) return false;
    connection.newest = reply.raw;
    request.connection = connection;
    return true;
  }

  /** @throws {RequestError} 421 if the request is meant for another host. */
  checkHost({ connection, headers }: FastifyRequest): void {
    if (connection && !this.#answersFor(headers.host ?? "")) throw new RequestError("misdirected");
  }

  /**
   * Goes on when there is room for the request.
   *
   * @throws {RequestError} 503 if there is none.
   */
  admit(request: FastifyRequest, proceed: () => void): void {
    const { connection } = request;
    if (connection === undefined) return proceed();
    request.isInFlight = true;
    if (this.#counted.has(request.raw)) return proceed();
    if (this.#inFlight.enter(connection, proceed)) return;
    request.isInFlight = false;
    throw new RequestError("overloaded");
  }

  /** The request has been answered. */
  end({ connection, isInFlight }: FastifyRequest): void {
    if (isInFlight && connection) this.#inFlight.leave(connection);
  }
}
