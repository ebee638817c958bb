import type { operations } from "@chatbase-kit/contract/operations";
import { type ClientState, send } from "./call.ts";
import { decodeLeadList } from "./lead-list.ts";
import { LoadedPage } from "./lead-page.ts";
import type { LeadQuery } from "./list-leads-params.ts";
import type { WithResponse } from "./page.ts";
import type { ResolvedCall } from "./resolve-options.ts";

type Operation = typeof operations.getLeads;
type Parameter = Operation["parameters"][number]["name"];

/** As in the contract, or it does not compile. By value, the rest of the contract's data would come along. */
const operation = { operationId: "getLeads", method: "GET", path: "/get-leads" } as const satisfies Pick<
  Operation,
  "operationId" | "method" | "path"
>;

/** Asks for one page of leads and reads it. `signal` is for this page in place of the one in `options`, which its `next` has. */
export type GetLeads = (
  query: LeadQuery,
  options: ResolvedCall,
  signal?: AbortSignal,
) => Promise<WithResponse<LoadedPage>>;

/** The operation `getLeads` of the spec, sent by a client of this state. */
export function createGetLeads(state: ClientState): GetLeads {
  const getLeads: GetLeads = async (query, options, signal = options.signal) => {
    const { page, size } = query;
    // Every parameter of the spec by name: one that is renamed, added or removed there does not compile here.
    const parameters: Record<Parameter, string | number | undefined> = query;
    const { body, exchange, response } = await send(state, {
      operation,
      query: parameters,
      options: { ...options, signal },
    });
    const { items, envelope } = decodeLeadList(body, exchange, options);
    const load = async (number: number) => (await getLeads({ ...query, page: number }, options)).data;
    return { data: new LoadedPage({ items, page, size, envelope }, load), response };
  };
  return getLeads;
}

/** What errors say about a walk, which is many calls. */
export const walkExchange = { ...operation, callId: 0, attempt: 0, status: undefined };
