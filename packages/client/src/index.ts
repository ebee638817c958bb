export type { Lead, OperationId } from "@chatbase-kit/contract/operations";
export { type Client, createClient } from "./create-client.ts";
export {
  ApiError,
  type ApiErrorName,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  RateLimitError,
  ServerError,
} from "./errors/api-errors.ts";
export { ArgumentError } from "./errors/argument-error.ts";
export { ChatbaseError, type ErrorDetails } from "./errors/base.ts";
export { AbortedError, ConnectionError, TimeoutError } from "./errors/connection-errors.ts";
export { ContractError, PagingError } from "./errors/contract-errors.ts";
export type { LeadEnvelope } from "./lead-list.ts";
export type { LeadListRequest, LeadPage, Leads } from "./leads.ts";
export type { CallOptions, ListLeadsParams } from "./list-leads-params.ts";
export type { ClientOptions, FetchFunction, FetchInit } from "./options.ts";
export type { Page, PageRequest } from "./page.ts";
