/** Puts the rooms together. A request passes them from top to bottom: docs/request.md tells the way. */
import { basePath } from "@chatbase-kit/contract/operations";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from "fastify";
import { Admin } from "./admin/admin.ts";
import { AdjustableClock } from "./clock.ts";
import { type Config, completeConfig } from "./config.ts";
import { seedWhenEmpty } from "./demo/seed.ts";
import { FaultControl, type Faults } from "./faults/fault-control.ts";
import { mountFaults } from "./faults/mount-faults.ts";
import { FastPath, type FastPathParts } from "./fast-path.ts";
import { authenticate } from "./http/auth.ts";
import { handleError } from "./http/error-handler.ts";
import { RequestError } from "./http/errors.ts";
import { checkFraming } from "./http/framing.ts";
import { headOf } from "./http/request-head.ts";
import { commonHeaders, jsonType, newRequestId, requestIdHeader } from "./http/headers.ts";
import { answerHalfClosed } from "./http/half-closed.ts";
import { fetchThrough } from "./http/inject-fetch.ts";
import { Lifecycle } from "./http/lifecycle.ts";
import { answerUnrouted } from "./http/methods.ts";
import { handleClientError, refuseConnect } from "./http/raw-answers.ts";
import { logRequest } from "./http/request-log.ts";
import { logStream } from "./http/log-stream.ts";
import { METHODS } from "./http/node-names.ts";
import { mountServiceRoutes } from "./http/service-routes.ts";
import { asksInVain, isHandedOver, passOverUpgrades } from "./http/upgrade.ts";
import { KeyGuard } from "./keys/key-guard.ts";
import { rethrowInWords } from "./listen-failure.ts";
import { Limits } from "./limits/limits.ts";
import { endpoints, mountOperations } from "./router.ts";
import { openStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";

/** A server that does not listen yet. */
export interface Server {
  readonly config: Config;
  readonly store: Store;
  /** What the server does wrong on purpose; to be switched while it runs. */
  readonly faults: Faults;
  /** What opens the admin API under `/_admin`; undefined if that is off. */
  readonly adminToken: string | undefined;
  /**
   * Answers as the server would, without a port: a `fetch` for tests. Any origin will do. A store that was never used gets the
   * demo data first, as by {@link Server.listen}.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /**
   * Fills a store that was never used with the demo data, then listens on `config.host` and `config.port`; resolves to the
   * origin, such as `http://127.0.0.1:4010`. Rejects with the system's `code` (`EADDRINUSE`, …) if the port cannot be had.
   */
  listen(): Promise<string>;
  /**
   * First half of a stop: accepts who has connected, then listens no longer, and each answer ends its connection, so that
   * clients go elsewhere by themselves. Connections that are idle stay open: a request may be on its way on them.
   */
  retire(): Promise<void>;
  /** Retires, ends idle connections, answers what is in flight, then closes the store. */
  close(): Promise<void>;
}

/** What a caller may bring instead of what the server would make. */
export interface Overrides {
  /** An open store; it is closed with the server. */
  readonly store?: Store;
}

/** The contract checks requests, and no route has a schema of Fastify's: what would compile one takes long to load. */
function refuseSchema(): never {
  throw new Error("A route has a schema of Fastify's. Describe it in the spec instead.");
}

function createApp(config: Config): FastifyInstance {
  const app = fastify({
    logger: { level: config.logLevel, stream: logStream },
    // One line a request, written by http/request-log.ts.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request would cost as much as the line that it writes. Whoever writes one names the request.
    childLoggerFactory: (logger) => logger,
    genReqId: newRequestId,
    return503OnClosing: false,
    requestTimeout: config.requestTimeout,
    keepAliveTimeout: config.keepAliveTimeout,
    // Host is checked in http/framing.ts, so that the refusal has a body; Node's own has none. A request without a body needs
    // no stream for it.
    http: {
      requireHostHeader: false,
      optimizeEmptyRequests: true,
      shouldUpgradeCallback: isHandedOver,
      headersTimeout: Math.ceil(config.requestTimeout / 3),
      connectionsCheckingInterval: Math.min(1_000, Math.ceil(config.requestTimeout / 3)),
    },
    // The query is read after authentication (http/query.ts). No part of a path is too long for the router, which would answer
    // before every check: Node refuses a head of more than 16 KiB, and http/framing.ts a shorter target.
    routerOptions: { querystringParser: () => ({}), maxParamLength: 65_536 },
    schemaController: { compilersFactory: { buildValidator: refuseSchema, buildSerializer: refuseSchema } },
    clientErrorHandler: (error, socket) => handleClientError(app.log, error, socket),
    frameworkErrors: handleError,
  });
  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  passOverUpgrades(app.server);
  answerHalfClosed(app.server);
  app.server.on("connect", (request, socket) => refuseConnect(app.log, request, socket));
  // An expectation that we do not know may be ignored (RFC 9110 section 10.1.1); Node would answer 417 without a body.
  app.server.on("checkExpectation", (request, response) => app.routing(request, response));
  app.decorateRequest("accountId", "");
  app.decorate("observer", undefined);
  app.decorateRequest("operationId", {
    getter() {
      return this.routeOptions.config.operationId;
    },
  });
  app.setErrorHandler(handleError);
  return app;
}

/** Ends a hook that has to wait. */
async function goOnAfter(work: Promise<void>, done: (error?: Error) => void): Promise<void> {
  try {
    await work;
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}

/** Whether an answer is the last on its connection. Of a pipeline that retires, the last request's is: all have come. */
function endsConnection({ connection, raw }: FastifyRequest, reply: FastifyReply, { retiring }: Lifecycle): boolean {
  return (retiring && (connection === undefined || connection.newest === reply.raw)) || asksInVain(raw);
}

/** The checks of every request, in the order of docs/behaviour.md. Hooks that need not wait take no promise: it costs. */
function addChecks(app: FastifyInstance, limits: Limits, lifecycle: Lifecycle, clock: AdjustableClock): void {
  const paths = new Set<string>();
  app.addHook("onRoute", (route) => void paths.add(route.url));
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(commonHeaders).header(requestIdHeader, request.id);
    // Otherwise Node adds it, which costs less.
    if (clock.isAdjusted) reply.header("date", new Date(clock.now()).toUTCString());
    limits.begin(request, reply, done);
  });
  app.addHook("onRequest", (request, _reply, done) => {
    const arrival = checkFraming(request.raw, headOf(request.raw), request.routeOptions.config.takesBody);
    if (arrival) void goOnAfter(arrival, done);
    else done();
  });
  app.addHook("onRequest", (request, reply, done) => {
    limits.checkHost(request);
    // Answers, or throws; nothing comes after it.
    if (request.is404) return answerUnrouted(request, reply, paths);
    if (lifecycle.draining) throw new RequestError("draining");
    limits.admit(request);
    done();
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    if (endsConnection(request, reply, lifecycle)) reply.header("connection", "close");
    // Last, because Fastify adds a charset to any JSON type that it sees.
    if (reply.statusCode !== 204) reply.header("content-type", jsonType);
    done(null, payload);
  });
  app.addHook("onResponse", (request, reply, done) => {
    limits.end(request);
    logRequest(request, reply);
    done();
  });
}

/** What requests pass, and come to. */
interface Parts extends Omit<FastPathParts, "served" | "logLevel"> {
  readonly config: Config;
  readonly admin: Admin | undefined;
}

function mount(app: FastifyInstance, parts: Parts): void {
  const { store, config, guard, faults, admin } = parts;
  const served = endpoints(store, config);
  admin?.mount(app);
  app.register(mountServiceRoutes, { store });
  app.register(
    async (api) => {
      api.addHook("onRequest", async (request) => {
        request.accountId = await authenticate(request.raw.socket, headOf(request.raw), store, guard);
      });
      mountFaults(api, faults, { store, config });
      admin?.watch(api);
      mountOperations(api, served);
    },
    { prefix: basePath },
  );
  // The admin API sees every request, and may move the clock: nothing passes it by.
  if (admin === undefined) new FastPath({ ...parts, served, logLevel: config.logLevel }).standBefore(app.server);
}

/**
 * Makes a server; {@link Server.listen} or {@link Server.fetch} puts it to use.
 *
 * @throws {TypeError} for a setting that cannot be, {StoreError} if the database cannot be used.
 */
export function createServer(config: Partial<Config> = {}, overrides: Overrides = {}): Server {
  const settings = completeConfig(config);
  const clock = new AdjustableClock();
  const faults = new FaultControl(settings, clock);
  const store = overrides.store ?? openStore(settings.store);
  const app = createApp(settings);
  const lifecycle = new Lifecycle(app.server);
  const limits = new Limits(app, settings);
  addChecks(app, limits, lifecycle, clock);
  const guard = new KeyGuard(store, settings, clock, (err) => app.log.warn({ err }, "the use of keys cannot be noted"));
  const admin = settings.admin === "off" ? undefined : new Admin(settings, { store, faults, clock });
  mount(app, { store, config: settings, guard, faults, limits, lifecycle, admin });
  const answer = fetchThrough(app);
  let seeding: Promise<boolean> | undefined;
  const seeded = (): Promise<boolean> => (seeding ??= seedWhenEmpty(store));
  return {
    config: settings,
    store,
    faults,
    adminToken: admin?.token,
    fetch: (input, init) => seeded().then(() => answer(input, init)),
    async listen() {
      await seeded();
      const { host, port, reusePort } = settings;
      // Fastify's types do not know reusePort; it hands all of this to Node.
      const address = { host, port, reusePort: reusePort === "always" };
      return await app.listen(address).catch(rethrowInWords);
    },
    retire: () => lifecycle.retire(),
    async close() {
      await lifecycle.retire();
      faults.pauses.end();
      admin?.close();
      await lifecycle.drain();
      await app.close();
      await guard.close();
      await store.close();
    },
  };
}
