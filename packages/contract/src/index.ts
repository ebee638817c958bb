/**
 * Chatbase API v1 as a contract. Everything here follows from spec/openapi.yaml:
 *
 * - `contract`: the ts-rest router, one route per operation, key = operationId;
 * - `schemas`: one `zod/mini` schema per schema of the spec and per group of parameters;
 * - `operations`: the same operations as plain data, with interfaces for everything on the wire.
 *
 * Those who want no ts-rest import `@chatbase-kit/contract/schemas`; those who want no zod either,
 * `@chatbase-kit/contract/operations`.
 */
import * as schemas from "./generated/schemas.ts";

export type {
  ErrorMessage,
  GetLeadsQuery,
  GetLeadsResponses,
  Lead,
  LeadList,
  Operation,
  OperationId,
  Parameter,
} from "./generated/operations.ts";
export { basePath, operations, productionUrl } from "./generated/operations.ts";
export { contract } from "./generated/router.ts";
export { schemas };
