/** The routes of the admin API, from its description. Loaded only where the admin API is on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { connectionOf } from "../http/connections.ts";
import { sendError } from "../http/error-handler.ts";
import { errorReasons } from "../http/errors.ts";
import { checkBody, readParameters } from "./check-input.ts";
import { description, type Operation, operations } from "./description.ts";
import type { Door } from "./door.ts";
import type { AdminContext, AdminInput } from "./operation.ts";
import { implementations } from "./operations.ts";
import { checkType, readJson } from "./read-body.ts";

const json = "application/json";
/** Of text; Prometheus wants to know the version of its format. */
const headersOf: Readonly<Record<string, string>> = { "text/plain": "text/plain; version=0.0.4; charset=utf-8" };

async function bodyOf(request: FastifyRequest, { body }: Operation): Promise<unknown> {
  if (body === undefined) return undefined;
  checkType(request, Object.keys(body));
  const content = body[json];
  // Any other is a stream, and its operation's own matter.
  if (content === undefined) return undefined;
  const value = await readJson(request);
  checkBody(value, content.schema);
  return value;
}

async function run(
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  context: AdminContext,
): Promise<unknown> {
  const parameters = readParameters(operation, request.raw.url ?? "", request.params as Record<string, string>);
  const input: AdminInput<never> = {
    parameters,
    body: (await bodyOf(request, operation)) as never,
    request,
    reply,
  };
  const result = await implementations[operation.operationId]?.(input, context);
  // It has answered by itself.
  if (reply.raw.headersSent) return undefined;
  reply.code(operation.status);
  if (result === undefined) return reply.send();
  if (operation.type !== json) return reply.send(result);
  return reply.send(Buffer.from(JSON.stringify(result)));
}

/** Refuses the methods that a path does not have, naming those that it has. */
function refuseOthers(app: FastifyInstance, path: string, known: readonly string[]): void {
  const allow = [...known, "OPTIONS"].join(", ");
  app.route({
    method: app.supportedMethods.filter((method) => !known.includes(method)),
    url: path,
    config: { isAdmin: true },
    handler(request, reply) {
      if (request.method === "OPTIONS") return reply.code(204).header("allow", allow).send();
      sendError(reply, { ...errorReasons.method_not_allowed, headers: { allow } });
      return reply;
    },
  });
}

/** Every operation has an implementation, and every implementation an operation. */
function checkImplementations(): void {
  const described = operations.map(({ operationId }) => operationId).toSorted();
  const implemented = Object.keys(implementations).toSorted();
  if (described.join() !== implemented.join())
    throw new Error(`The admin API describes ${described.join()} and implements ${implemented.join()}.`);
}

/** Mounts the admin API on an instance that has its prefix. */
export function mountAdmin(app: FastifyInstance, door: Door, context: AdminContext): void {
  checkImplementations();
  app.removeAllContentTypeParsers();
  // Read by the operation, or not at all.
  app.addContentTypeParser("*", (_request, _payload, done) => done(null, undefined));
  app.addHook("onRequest", (request, _reply, done) => {
    door.check(request);
    done();
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    const { type } = request.routeOptions.config;
    if (type !== undefined && reply.statusCode === 200) reply.header("content-type", headersOf[type] ?? type);
    endWhenUnread(request, reply);
    done(null, payload);
  });
  for (const path of Object.keys(description.paths)) {
    const own = operations.filter((operation) => operation.path === path);
    const url = path.replaceAll(/\{(\w+)\}/g, ":$1");
    for (const operation of own) mountOperation(app, url, operation, context);
    const methods = own.map(({ method }): string => method);
    refuseOthers(app, url, methods.includes("GET") && !own.some(isStream) ? [...methods, "HEAD"] : methods);
  }
}

const isStream = ({ type }: Operation): boolean => type === "text/event-stream";

function mountOperation(app: FastifyInstance, url: string, operation: Operation, context: AdminContext): void {
  app.route({
    method: operation.method,
    url,
    exposeHeadRoute: !isStream(operation),
    config: { isAdmin: true, takesBody: operation.body !== undefined, type: operation.type },
    handler: (request, reply) => run(operation, request, reply, context),
  });
}

/** What was not read of a body must not be taken for the next request. */
function endWhenUnread({ raw, headers, connection }: FastifyRequest, reply: FastifyReply): void {
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  if (connection === undefined || !hasBody || raw.complete) return;
  const known = connectionOf(raw.socket);
  if (known) known.refused = true;
  reply.header("connection", "close");
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Media type of a success of the admin API. */
    readonly type?: string | undefined;
  }
}
