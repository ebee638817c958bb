import type { Lead } from "@chatbase-kit/contract/operations";
import { type Check, kindOf } from "./arguments.ts";
import type { ClientState } from "./call.ts";
import { ArgumentError } from "./errors/argument-error.ts";
import { createGetLeads, walkExchange } from "./get-leads.ts";
import type { LeadPage } from "./lead-page.ts";
import { walkLeads } from "./lead-walk.ts";
import { checkParams, type ListLeadsParams } from "./list-leads-params.ts";
import type { CallOptions } from "./options.ts";
import type { PageRequest } from "./page.ts";
import { pageRequest } from "./page-request.ts";
import { type ResolvedOptions, resolveCall } from "./resolve-options.ts";
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
}

const flag: Check = (name, value) => {
  if (typeof value === "boolean") return value;
  throw new ArgumentError(name, `expected true or false, got ${kindOf(value)}`);
};

/** The `leads` of a client. */
export function createLeads(client: ResolvedOptions, state: ClientState): Leads {
  const getLeads = createGetLeads(state);
  return {
    list(params, given = {}) {
      const query = checkParams(params);
      const { prefetch, ...options } = resolveCall(given, client, { prefetch: flag }, { prefetch: false });
      return pageRequest({
        load: () => getLeads(query, options),
        walk: () => walkLeads(getLeads, query, options, prefetch),
        check: () => {
          const { signal } = options;
          // Also between the leads of a page that has arrived: after an abort none is given out.
          if (signal?.aborted) throw abortedError(walkExchange, signal.reason);
        },
      });
    },
  };
}
