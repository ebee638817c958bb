/**
 * The contract, mounted: each request is checked against it, and the operation of the same name is called. The only file of
 * the server that knows ts-rest (docs/decisions/0001).
 */
import { contract } from "@chatbase-kit/contract";
import {
  type GetLeadsQuery,
  type GetLeadsResponses,
  type OperationId,
  operations,
} from "@chatbase-kit/contract/operations";
import { type AppRoute, type ServerInferRequest, validateIfSchema } from "@ts-rest/core";
import type { FastifyInstance } from "fastify";
import type { Config } from "./config.ts";
import { describeIssue } from "./contract-faults.ts";
import { RequestError } from "./http/errors.ts";
import { throwFailure } from "./http/failures.ts";
import { type QueryParameter, readQuery } from "./http/query.ts";
import { writeAnswer } from "./http/write-answer.ts";
import type { JsonBytes } from "./json-text.ts";
import { getLeads } from "./operations/leads/getLeads.ts";
import type { OperationContext } from "./operations/operation.ts";
import type { Store } from "./store/store.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Account of the API key; set by authentication, before any operation runs. */
    accountId: string;
    /** Which operation of the spec the request is for; undefined on the server's own routes. */
    readonly operationId: OperationId | undefined;
  }
  interface FastifyContextConfig {
    /** Which operation of the spec a route is; undefined for the server's own routes. */
    readonly operationId?: OperationId;
  }
}

/** A route whose only input is its query. One with a path parameter, headers or a body does not fit: it would not be checked. */
type QueryRoute = AppRoute & { readonly pathParams?: never; readonly headers?: never; readonly body?: never };

const routes = contract satisfies Record<OperationId, QueryRoute>;

/** What of a request an operation gets, as the contract has it. */
type Input<Id extends OperationId> = ServerInferRequest<(typeof routes)[Id]>;

/** Every operation of the contract. One that has no implementation here is a compile error. */
type Operations = {
  readonly [Id in OperationId]: (input: Input<Id>, context: OperationContext) => Promise<JsonBytes<unknown>>;
};

/** An operation whose query and body are those of the spec: bytes cannot tell. */
function operation<Query, Body>(
  run: (query: Query, context: OperationContext) => Promise<JsonBytes<Body>>,
): (input: { query: Query }, context: OperationContext) => Promise<JsonBytes<Body>> {
  return ({ query }, context) => run(query, context);
}

const implementations: Operations = {
  getLeads: operation<GetLeadsQuery, GetLeadsResponses[200]>(getLeads),
};

/**
 * Checks the query of a request against the contract.
 *
 * @throws {RequestError} 400 with the first fault.
 */
function checkQuery(query: Record<string, string>, { query: schema }: QueryRoute): unknown {
  const { error, value } = validateIfSchema(query, schema);
  if (!error) return value;
  const [issue = {}] = error.issues;
  throw new RequestError("invalid_parameter", `${describeIssue(issue, (name) => name in query)}.`);
}

/** An operation as it is served. */
export interface Endpoint {
  readonly operationId: OperationId;
  readonly method: AppRoute["method"];
  /** Below the path under which all operations are. */
  readonly path: string;
  readonly parameters: readonly QueryParameter[];
  /**
   * Checks a query against the contract and runs the operation for an account.
   *
   * @throws {RequestError} 400 with the first fault, and what the operation throws.
   */
  readonly answer: (query: Record<string, string>, accountId: string) => Promise<JsonBytes<unknown>>;
}

/** Every operation of the contract. */
export function endpoints(store: Store, config: Config): Endpoint[] {
  return Object.values(operations).map(({ operationId, parameters }) => {
    const route = routes[operationId];
    const run = implementations[operationId];
    return {
      operationId,
      method: route.method,
      path: route.path,
      parameters,
      answer(query, accountId) {
        const input = { query: checkQuery(query, route) } as Input<typeof operationId>;
        return run(input, { accountId, store, config });
      },
    };
  });
}

/** Mounts operations on the path of every request. */
export function mountOperations(api: FastifyInstance, served: readonly Endpoint[]): void {
  for (const { operationId, method, path, parameters, answer } of served) {
    api.route({
      method,
      url: path,
      config: { operationId },
      preValidation(request, _reply, done) {
        request.query = readQuery(request.raw.url ?? "", parameters);
        done();
      },
      onSend: writeAnswer,
      async handler({ raw, query, accountId }) {
        throwFailure(raw);
        return Buffer.from(await answer(query as Record<string, string>, accountId), "latin1");
      },
    });
  }
}
