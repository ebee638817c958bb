/** What a request passes because of the connection that it came on. Without a socket (`Server.fetch`) it passes freely. */
import type { FastifyInstance, onRequestHookHandler } from "fastify";
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

/** First of all: stops a request that was sent behind a refused one. Nobody waits for an answer, and nothing is to run. */
export const passConnection: onRequestHookHandler = (request, reply, done) => {
  const connection = connectionOf(request.raw.socket);
  if (connection) {
    if (connection.refused) return;
    connection.newest = reply.raw;
    request.connection = connection;
  }
  done();
};

/** Refuses with 421 what is meant for another host. */
export function passHost(config: Config): onRequestHookHandler {
  const answersFor = hostQuestion(config);
  return (request, _reply, done) => {
    if (request.connection && !answersFor(request.headers.host ?? "")) throw new RequestError("misdirected");
    done();
  };
}

/** Bounds connections and requests; what is too much gets 503. Its hook for requests is added here, behind those that are there. */
export function mountLimits(app: FastifyInstance, config: Config): void {
  const inFlight = new InFlight(config.maxRequests);
  app.decorateRequest("connection", undefined);
  app.decorateRequest("isInFlight", false);
  limitConnections(app.server, config, {
    ended: (connection) => inFlight.forget(connection),
    refuse: (socket) => answerSocket(app.log, socket, "overloaded"),
  });
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.connection) {
      if (!inFlight.enter(request.connection)) throw new RequestError("overloaded");
      request.isInFlight = true;
    }
    done();
  });
  app.addHook("onResponse", (request, _reply, done) => {
    if (request.isInFlight && request.connection) inFlight.leave(request.connection);
    done();
  });
}
