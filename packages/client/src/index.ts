export type { Lead, OperationId } from "@chatbase-kit/contract/operations";
export { type Client, createClient } from "./create-client.ts";
export type { Day, TemporalDay } from "./dates.ts";
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
export type { CallEvent, Hooks, Logger, RequestEvent, ResponseEvent, RetryEvent, SettledEvent } from "./hooks.ts";
export type { LeadEnvelope } from "./lead-list.ts";
export type { LeadPage } from "./lead-page.ts";
export type { LeadListRequest, Leads, ListOptions } from "./leads.ts";
export type { ListLeadsParams } from "./list-leads-params.ts";
export type { CallOptions, ClientOptions, FetchFunction, FetchInit, Validate } from "./options.ts";
export type { Page, PageRequest, ToArrayOptions, WithResponse } from "./page.ts";
export type { RetryOptions } from "./retry.ts";
export type { LeadSync, SinceParams, SyncResult } from "./since.ts";
