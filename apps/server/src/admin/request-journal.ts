import { EventEmitter } from "node:events";
import { operations } from "@chatbase-kit/contract/operations";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RequestObserver } from "../http/request-log.ts";
import { kindOfJson, kindOfText } from "./kinds.ts";
import type { Metrics } from "./metrics.ts";

/** What is told of a request: nothing that was in it. */
export interface RequestEntry {
  readonly id: string;
  readonly startedAt: string;
  readonly method: string;
  readonly operationId: string | undefined;
  /** Names that the operation knows. */
  readonly parameters: readonly string[];
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly faults: readonly string[] | undefined;
}

/** A request with what a HAR file has besides: kinds of values. */
export interface Exchange {
  readonly entry: RequestEntry;
  readonly query: readonly { readonly name: string; readonly value: string }[];
  readonly hasKey: boolean;
  readonly type: string;
  readonly body: string | undefined;
}

/** Exchanges that are kept. */
const mostExchanges = 1_000;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether a route is one of the admin API, which does not write about itself. */
    readonly isAdmin?: boolean;
  }
}

function queryOf({ raw, operationId }: FastifyRequest): Exchange["query"] {
  if (operationId === undefined) return [];
  const known = operations[operationId].parameters.map(({ name }): string => name);
  const [, query = ""] = /\?(.*)$/s.exec(raw.url ?? "") ?? [];
  const sent = [...new URLSearchParams(query)].filter(([name]) => known.includes(name));
  return sent.map(([name, value]) => ({ name, value: kindOfText(value) }));
}

function bytesOf(payload: unknown): string | undefined {
  if (typeof payload === "string") return payload;
  return payload instanceof Uint8Array ? Buffer.from(payload).toString() : undefined;
}

/** Media types that are told as they are. Any other comes from a request, by `Prefer: content-type`, and is a value like others. */
const tellable = ["", "application/json", "text/html", "text/plain"];

function toldType(type: string): string {
  return tellable.includes(type) ? type : "application/octet-stream";
}

/** Remembers the last requests to the API, without what was in them, and tells whoever listens of new ones. */
export class RequestJournal extends EventEmitter<{ request: [RequestEntry]; end: [] }> implements RequestObserver {
  readonly #metrics: Metrics;
  readonly #bodies = new WeakMap<FastifyRequest, string>();
  #exchanges: Exchange[] = [];

  constructor(metrics: Metrics) {
    super();
    this.#metrics = metrics;
    // As many as listen.
    this.setMaxListeners(0);
  }

  /** Looks at the body of an answer on its way out. */
  sees(request: FastifyRequest, payload: unknown): void {
    const text = bytesOf(payload);
    const kind = text === undefined ? undefined : kindOfJson(text);
    if (kind !== undefined) this.#bodies.set(request, kind);
  }

  answered(request: FastifyRequest, reply: FastifyReply): void {
    if (request.routeOptions.config.isAdmin) return;
    const exchange = this.#exchangeOf(request, reply);
    this.#exchanges.push(exchange);
    // All at once, now and then: shifting a thousand for each request would cost more than the rest.
    if (this.#exchanges.length >= 2 * mostExchanges) this.#exchanges = this.#exchanges.slice(-mostExchanges);
    this.#metrics.count(exchange.entry);
    this.emit("request", exchange.entry);
  }

  #exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
    const { elapsedTime } = reply;
    const query = queryOf(request);
    const entry = {
      id: request.id,
      startedAt: new Date(Date.now() - elapsedTime).toISOString(),
      method: request.method,
      operationId: request.operationId,
      parameters: [...new Set(query.map(({ name }) => name))],
      // A fault can end the connection before there was one.
      status: reply.raw.headersSent ? reply.statusCode : undefined,
      milliseconds: Math.round(elapsedTime * 1_000) / 1_000,
      faults: request.faults?.applied,
    };
    const hasKey = /^bearer \S/i.test(request.headers.authorization ?? "");
    const type = toldType(String(reply.getHeader("content-type") ?? ""));
    return { entry, query, hasKey, type, body: this.#bodies.get(request) };
  }

  /** The last exchanges, oldest first. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges.slice(-mostExchanges);
  }

  /** Forgets the exchanges. */
  clear(): void {
    this.#exchanges = [];
  }

  /** Ends those who follow. */
  close(): void {
    this.emit("end");
  }
}
