import type { Lead } from "@chatbase-kit/contract/operations";
import { expecting } from "./arguments.ts";
import type { ClientState } from "./call.ts";
import { createGetLeads, operation } from "./get-leads.ts";
import type { LeadPage } from "./lead-page.ts";
import { walkLeads } from "./lead-walk.ts";
import { checkParams, type LeadQuery, type ListLeadsParams } from "./list-leads-params.ts";
import type { CallOptions } from "./options.ts";
import type { PageRequest } from "./page.ts";
import { pageRequest } from "./page-request.ts";
import { type ResolvedOptions, resolveCall } from "./resolve-options.ts";
import { leadsSince, type LeadSync, type SinceParams } from "./since.ts";
import { abortedError } from "./transport.ts";

/** Leads that have not been asked for yet: `await` gives a page, `for await` every lead. See {@link PageRequest}. */
export interface LeadListRequest extends PageRequest<Lead, LeadPage> {}

/** Options of `leads.list`. */
export interface ListOptions extends CallOptions {
  /**
   * Whether a walk asks for the next page while you use this one. Takes the memory of one page more; the order stays, and
   * what was asked for ahead is aborted when the loop is left.
   *
   * @default false
   */
  prefetch?: boolean | undefined;
}

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
  list(params: ListLeadsParams, options?: ListOptions): LeadListRequest;

  /**
   * Leads that came in since the last sync, newest first: those from `overlap` before the newest lead of the last sync on,
   * without the ones that it gave. `undefined` for a cursor begins with every lead there is.
   *
   * @example
   * const { items, cursor } = await client.leads.since(await load(), { chatbotId });
   * await upsert(items); // by id
   * await save(cursor); // last, so that a crash repeats and loses nothing
   *
   * @throws ArgumentError at once, when a parameter or the cursor is wrong; then whatever a walk throws
   */
  since(cursor: string | undefined, params: SinceParams, options?: ListOptions): LeadSync;
}

const flag = expecting("true or false", (value) => typeof value === "boolean");

/** The `leads` of a client. */
export function createLeads(client: ResolvedOptions, state: ClientState): Leads {
  const getLeads = createGetLeads(state);
  const resolveList = (given: ListOptions) => {
    const { prefetch, ...options } = resolveCall(given, client, { prefetch: flag }, { prefetch: false });
    const walk = (query: LeadQuery) => walkLeads(getLeads, query, options, prefetch);
    const { signal } = options;
    // Also between the leads of a page that has arrived: after an abort none is given out.
    const stopped = () => (signal?.aborted ? abortedError(operation, signal.reason) : undefined);
    return { options, walk, stopped };
  };
  const defaults = resolveList({});
  const listOptions = (given: ListOptions | undefined) => (given === undefined ? defaults : resolveList(given));
  return {
    list(params, given) {
      const query = checkParams(params);
      const { options, walk, stopped } = listOptions(given);
      const load = async () => {
        const page = await getLeads(query, options);
        return { data: page.open(), response: page.response };
      };
      return pageRequest({ load, walk: () => walk(query), stopped });
    },
    since(cursor, params, given) {
      return leadsSince(cursor, params, listOptions(given));
    },
  };
}
