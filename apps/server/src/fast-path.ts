/**
 * The way of the usual request: GET of an operation, in order in every respect. It passes the checks of every request, by the
 * same functions and in the same order, but nothing of what Fastify does for requests that are not so usual. What is not in
 * order, or may need anything else, is Fastify's, from the first check on: here nothing is refused. Only that an operation
 * has run and what it threw is remembered.
 */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { basePath } from "@chatbase-kit/contract/operations";
import type { FaultControl } from "./faults/fault-control.ts";
import { authenticate } from "./http/auth.ts";
import type { Connection } from "./http/connections.ts";
import { keepFailure } from "./http/failures.ts";
import { checkFraming } from "./http/framing.ts";
import { commonHeaders, jsonType, newRequestId, requestIdHeader } from "./http/headers.ts";
import type { Lifecycle } from "./http/lifecycle.ts";
import { readQuery } from "./http/query.ts";
import { headOf, type RequestHead } from "./http/request-head.ts";
import { logAnswered, logsRequests } from "./http/request-log.ts";
import { writeBytes } from "./http/write-answer.ts";
import type { JsonBytes } from "./json-text.ts";
import type { KeyGuard } from "./keys/key-guard.ts";
import type { Limits } from "./limits/limits.ts";
import type { Endpoint } from "./router.ts";
import type { Store } from "./store/store.ts";

/** What the fast path needs of the server. */
export interface FastPathParts {
  readonly served: readonly Endpoint[];
  readonly store: Store;
  readonly faults: FaultControl;
  readonly guard: KeyGuard;
  readonly limits: Limits;
  readonly lifecycle: Lifecycle;
  readonly logLevel: string;
}

/** A request that has come. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Hands it to Fastify. */
  readonly leave: () => void;
  /** Whether it has waited for others of its connection, and has its place there now. */
  readonly hasPlace: boolean;
  /** When it came, by the monotonic clock; 0 if nobody wants to know. */
  readonly started: number;
}

/** An answer, and what it belongs to. */
interface Answer {
  readonly endpoint: Endpoint;
  readonly body: JsonBytes<unknown>;
  /** When its request came, by the monotonic clock; 0 if nobody wants to know. */
  readonly started: number;
  readonly connection: Connection;
}

const commonFields = Object.entries(commonHeaders).flat();

/** Answers the usual requests of a server before Fastify sees them. */
export class FastPath {
  readonly #parts: FastPathParts;
  /** By their whole path. */
  readonly #endpoints: ReadonlyMap<string, Endpoint>;
  readonly #logs: boolean;

  constructor(parts: FastPathParts) {
    this.#parts = parts;
    const read = parts.served.filter(({ method }) => method === "GET");
    this.#endpoints = new Map(read.map((endpoint) => [basePath + endpoint.path, endpoint]));
    this.#logs = logsRequests(parts.logLevel);
  }

  /** Stands before those who take the requests of a server now; they get what is not answered here. */
  standBefore(server: Server): void {
    const others = server.listeners("request") as RequestListener[];
    server.removeAllListeners("request").on("request", (request, response) => {
      const leave = (): void => {
        for (const other of others) other(request, response);
      };
      this.#take({ request, response, leave, hasPlace: false, started: this.#logs ? performance.now() : 0 });
    });
  }

  #take(arrival: Arrival): void {
    const { request, response, started } = arrival;
    const endpoint = this.#endpointOf(request);
    if (!endpoint) return this.#leave(arrival);
    const head = headOf(request);
    const connection = this.#isSpecial(head) ? undefined : this.#pass(arrival, head);
    if (!connection) return this.#waitOrLeave(arrival);
    const answer = this.#answerTo(request, head, endpoint);
    if (!answer) return this.#leave(arrival, true);
    answer.then(
      (body) => this.#write(response, { endpoint, body, started, connection }),
      (error: unknown) => {
        keepFailure(request, error);
        this.#leave(arrival, true);
      },
    );
  }

  /** Hands a request to Fastify. @param counts whether it counts as one that is worked on. */
  #leave({ request, leave, hasPlace }: Arrival, counts = false): void {
    if (hasPlace || counts) this.#parts.limits.keepPlace(request, counts);
    leave();
  }

  #waitOrLeave(arrival: Arrival): void {
    const { request, response, hasPlace } = arrival;
    const again = (): void => this.#take({ ...arrival, hasPlace: true });
    if (hasPlace || !this.#parts.limits.park(request.socket, response, again)) this.#leave(arrival);
  }

  #endpointOf({ method, url = "" }: IncomingMessage): Endpoint | undefined {
    if (method !== "GET" || this.#parts.lifecycle.retiring) return undefined;
    const end = url.indexOf("?");
    return this.#endpoints.get(end === -1 ? url : url.slice(0, end));
  }

  /** The connection of a request that is framed well and need not wait; undefined if it is Fastify's. */
  #pass({ request, response, hasPlace }: Arrival, head: RequestHead): Connection | undefined {
    try {
      // A promise means that the body has to be waited for, and there is none.
      void checkFraming(request, head);
    } catch {
      return undefined;
    }
    return this.#parts.limits.pass(request.socket, response, head.host ?? "", hasPlace);
  }

  /** Undefined, or a promise that is rejected, if the request is Fastify's. */
  #answerTo(request: IncomingMessage, head: RequestHead, endpoint: Endpoint): Promise<JsonBytes<unknown>> | undefined {
    const { store, guard } = this.#parts;
    try {
      const account = authenticate(request.socket, head, store, guard.lenient);
      const answer = (accountId: string): Promise<JsonBytes<unknown>> =>
        endpoint.answer(readQuery(request.url ?? "", endpoint.parameters), accountId);
      return typeof account === "string" ? answer(account) : account.then(answer);
    } catch {
      return undefined;
    }
  }

  /** Whether a request has a body, wants another protocol, or may get a fault; or whether requests are counted by their keys. */
  #isSpecial({ coding, length, prefer, upgrades }: RequestHead): boolean {
    const { faults, guard } = this.#parts;
    return coding !== undefined || length !== undefined || upgrades || guard.limits || faults.concerns(prefer);
  }

  #write(response: ServerResponse, { endpoint, body, started, connection }: Answer): void {
    // It counts until it is taken: a client that takes none has only two kept for it.
    response.once("close", () => this.#parts.limits.leave(connection));
    const { operationId } = endpoint;
    const requestId = newRequestId();
    const fields = [...commonFields, requestIdHeader, requestId, "content-type", jsonType];
    fields.push("content-length", `${body.length}`);
    // Of a pipeline, the last: all have come.
    if (this.#parts.lifecycle.retiring && connection.newest === response) fields.push("connection", "close");
    if (this.#logs) {
      response.once("finish", () =>
        logAnswered({
          requestId,
          method: "GET",
          operationId,
          status: 200,
          faults: undefined,
          milliseconds: performance.now() - started,
        }),
      );
    }
    writeBytes(response, 200, fields, body);
  }
}
