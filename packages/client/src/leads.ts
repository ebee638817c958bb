import { type Lead, operations } from "@chatbase-kit/contract/operations";
import { BadRequestError } from "./errors/api-errors.ts";
import { AbortedError } from "./errors/connection-errors.ts";
import { PagingError } from "./errors/contract-errors.ts";
import { decodeLeadList, type LeadEnvelope } from "./lead-list.ts";
import {
  type CallOptions,
  checkCallOptions,
  checkParams,
  type LeadQuery,
  type ListLeadsParams,
} from "./list-leads-params.ts";
import { type Page, type PageRequest, pageRequest, walkPages } from "./page.ts";
import type { Send } from "./transport.ts";

/** One page of leads. */
export interface LeadPage extends Page<Lead> {
  /** Which of its two known shapes the answer had. For diagnosis: the leads are the same in both. */
  readonly envelope: LeadEnvelope;
}

/** Leads that have not been asked for yet: `await` gives a page, `for await` every lead. See {@link PageRequest}. */
export interface LeadListRequest extends PageRequest<Lead, LeadPage> {}

/** The leads that chatbots collected. */
export interface Leads {
  /**
   * Leads of one chatbot, newest first. Operation `getLeads` of the spec, `GET /get-leads`.
   *
   * `await` gives the page that was asked for. `for await` gives every lead from that page on, each once, until the
   * server gives an empty page.
   *
   * @throws ArgumentError at once, when a parameter is wrong. Awaiting and iterating throw every other `ChatbaseError`;
   * `PagingError` comes from iterating only.
   */
  list(params: ListLeadsParams, options?: CallOptions): LeadListRequest;
}

/**
 * Page size of a walk when none was given: the documented maximum of a sibling endpoint, so the largest that we can
 * expect every server to take.
 */
export const walkSize = 100;

const operation = operations.getLeads;
type Parameter = (typeof operation.parameters)[number]["name"];

/** The `leads` of a client, over whatever sends its calls. */
export function createLeads(send: Send): Leads {
  return {
    list(params, options = {}) {
      const query = checkParams(params);
      const signal = checkCallOptions(options);
      return pageRequest({
        load: () => getPage(send, query, signal),
        walk: () => walkLeads(send, query, signal),
      });
    },
  };
}

async function getPage(send: Send, query: LeadQuery, signal: AbortSignal | undefined): Promise<LeadPage> {
  const { page, size } = query;
  // Every parameter of the spec by name: one that is renamed, added or removed there does not compile here.
  const parameters: Record<Parameter, string | undefined> = {
    chatbotId: query.chatbotId,
    startDate: query.startDate,
    endDate: query.endDate,
    page: String(page),
    size: size === undefined ? undefined : String(size),
  };
  const { body, exchange } = await send({ operation, query: parameters, signal });
  const { items, envelope } = decodeLeadList(body, exchange);
  return { items, page, size, envelope };
}

async function* walkLeads(
  send: Send,
  query: LeadQuery,
  signal: AbortSignal | undefined,
): AsyncGenerator<Lead, void, undefined> {
  const walk = { first: query.page, load: pageLoader(send, query, signal), standstill };
  for await (const lead of walkPages(walk)) {
    // Also between the leads of a page that has arrived: after an abort none is given out.
    if (signal?.aborted) throw abortedWalk(signal);
    yield lead;
  }
}

/** Loads the pages of one walk, with the size that the walk settles on at its first page. */
function pageLoader(
  send: Send,
  query: LeadQuery,
  signal: AbortSignal | undefined,
): (page: number) => Promise<LeadPage> {
  // What page 3 is depends on the size, so ours may only be used when the walk starts at the very front.
  const ours = query.size === undefined && query.page === 1;
  let size = ours ? walkSize : query.size;
  return async (page) => {
    try {
      return await getPage(send, { ...query, page, size }, signal);
    } catch (error) {
      // A server with a smaller maximum refuses our size. Nobody asked for it, so its own size will do.
      if (!ours || page !== 1 || !(error instanceof BadRequestError)) throw error;
      size = undefined;
      return await getPage(send, { ...query, page, size }, signal);
    }
  };
}

function standstill(page: number): PagingError {
  const what = `${operation.method} ${operation.path}: pages ${page - 1} and ${page} brought no new lead`;
  const next = "Either the server ignores page, or leads come in faster than they are read: then ask for a larger size";
  return new PagingError(`${what}. ${next}.`, page, { operationId: operation.operationId });
}

function abortedWalk(signal: AbortSignal): AbortedError {
  const message = `${operation.method} ${operation.path}: the walk was aborted by your signal.`;
  return new AbortedError(message, { operationId: operation.operationId, cause: signal.reason });
}
