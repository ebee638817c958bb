/**
 * The contract, mounted: ts-rest checks each request against it and calls the operation of the same name. The only file of
 * the server that knows ts-rest (docs/decisions/0001).
 */
import { contract } from "@chatbase-kit/contract";
import {
  type GetLeadsQuery,
  type GetLeadsResponses,
  type OperationId,
  operations,
} from "@chatbase-kit/contract/operations";
import { initServer, RequestValidationError } from "@ts-rest/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "./config.ts";
import { describeIssue } from "./contract-faults.ts";
import { handleError } from "./http/error-handler.ts";
import { RequestError } from "./http/errors.ts";
import { readQuery } from "./http/query.ts";
import type { JsonBytes } from "./json-text.ts";
import { getLeads } from "./operations/leads/getLeads.ts";
import type { OperationContext } from "./operations/operation.ts";
import type { Store } from "./store/store.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Account of the API key; set by authentication, before any operation runs. */
    accountId: string;
    /** Which operation of the spec the request is for; undefined on the server's own routes. */
    operationId: OperationId | undefined;
  }
}

const operationIds = new Map<unknown, OperationId>(
  Object.values(operations).map(({ operationId }) => [contract[operationId], operationId]),
);

/** A request that does not fit the contract is refused with the first fault. */
function refusalOf({ query }: RequestValidationError, request: FastifyRequest): RequestError {
  const [issue = {}] = query?.issues ?? [];
  const detail = describeIssue(issue, (name) => name in (request.query as object));
  return new RequestError("invalid_parameter", `${detail}.`);
}

/** Stands before the error handler of ts-rest, which sends a thrown value that is no `Error` as a success. */
function handleOperationError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  handleError(error instanceof RequestValidationError ? refusalOf(error, request) : error, request, reply);
}

/** The operation that a request was routed to. */
export function operationIdOf(request: FastifyRequest): OperationId | undefined {
  const { tsRestRoute } = request.routeOptions.config as { tsRestRoute?: unknown };
  return operationIds.get(tsRestRoute);
}

/** Mounts every operation of the contract. One that has no implementation here is a compile error. */
export async function mountOperations(api: FastifyInstance, store: Store, config: Config): Promise<void> {
  const server = initServer();

  /** Runs an operation. Its type is held here, body included: ts-rest gets the body as bytes and cannot tell. */
  async function answer<Query, Body>(
    operation: (query: Query, context: OperationContext) => Promise<JsonBytes<Body>>,
    { query, request }: { query: Query; request: { accountId: string } },
  ) {
    // biome-ignore lint/suspicious/noExplicitAny: ts-rest wants the body as a value; ours is its JSON bytes, ready to send.
    const body: any = await operation(query, { accountId: request.accountId, store, config });
    return { status: 200 as const, body };
  }

  const router = server.router(contract, {
    getLeads: (input) => answer<GetLeadsQuery, GetLeadsResponses[200]>(getLeads, input),
  });

  api.addHook("preValidation", async (request: FastifyRequest) => {
    if (request.operationId)
      request.query = readQuery(request.raw.url ?? "", operations[request.operationId].parameters);
  });
  api.addHook("onRoute", (route) => {
    route.errorHandler = handleOperationError;
  });
  await api.register(server.plugin(router), { logInitialization: false, jsonQuery: false, responseValidation: false });
}
