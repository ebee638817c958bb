import type { Lead, operations } from "@chatbase-kit/contract/operations";
import { type ClientState, send } from "./call.ts";
import { findLeads } from "./lead-list.ts";
import { LoadedPage } from "./lead-page.ts";
import type { LeadQuery } from "./list-leads-params.ts";
import type { ResolvedCall } from "./resolve-options.ts";

type Operation = typeof operations.getLeads;
type Parameter = Operation["parameters"][number]["name"];

/** As in the contract, or it does not compile. By value, the rest of the contract's data would come along. */
export const operation = { operationId: "getLeads", method: "GET", path: "/get-leads" } as const satisfies Pick<
  Operation,
  "operationId" | "method" | "path"
>;

/** A page that has come, and whose leads have not been looked at yet. */
export interface ArrivedPage {
  readonly response: Response;
  readonly empty: boolean;
  /** @throws ContractError */
  readonly check: () => Lead[];
  /** The page with these of its leads, or with all, which are checked then. @throws ContractError */
  readonly open: (items?: Lead[]) => LoadedPage;
}

/** Asks for one page of leads. `signal` is for this page in place of the one in `options`, which its `next` has. */
export type GetLeads = (query: LeadQuery, options: ResolvedCall, signal?: AbortSignal) => Promise<ArrivedPage>;

/** The operation `getLeads` of the spec, sent by a client of this state. */
export function createGetLeads(state: ClientState): GetLeads {
  // A page keeps this for its `next`, so it is made where the answer cannot be seen: that would be kept too.
  const loaderOf = (query: LeadQuery, options: ResolvedCall) => async (page: number) =>
    (await getLeads({ ...query, page }, options)).open();
  const getLeads: GetLeads = async (query, options, signal = options.signal) => {
    const { page, size } = query;
    const { body, exchange, response } = await send(state, {
      operation,
      // Every parameter of the spec by name: one that is renamed, added or removed there does not compile here.
      query: query satisfies Record<Parameter, string | number | undefined>,
      options,
      signal,
    });
    const { empty, envelope, check } = findLeads(body, exchange, options);
    const load = loaderOf(query, options);
    const open = (items = check()) => new LoadedPage({ items, page, size, envelope }, load);
    return { open, response, empty, check };
  };
  return getLeads;
}
