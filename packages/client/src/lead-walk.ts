import { BadRequestError } from "./errors/api-errors.ts";
import type { ArrivedPage, GetLeads } from "./get-leads.ts";
import type { LoadedPage } from "./lead-page.ts";
import type { LeadQuery } from "./list-leads-params.ts";
import type { ResolvedCall } from "./resolve-options.ts";
import { walkPages } from "./walk.ts";

/**
 * Page size of a walk when none was given: the documented maximum of a sibling endpoint, so the largest that we can
 * expect every server to take.
 */
export const walkSize = 100;

/** Every page of leads from `query.page` on, without repeats; see {@link walkPages}. */
export async function* walkLeads(
  getLeads: GetLeads,
  query: LeadQuery,
  options: ResolvedCall,
  prefetch: boolean,
): AsyncGenerator<LoadedPage, void, undefined> {
  const { signal } = options;
  // A page that was asked for ahead ends with the walk, however that ends.
  const own = new AbortController();
  const forward = () => {
    if (signal?.aborted) own.abort(signal.reason);
  };
  signal?.addEventListener("abort", forward);
  // One that was aborted before does not say so again.
  forward();
  // What page 3 is depends on the size, so ours may only be used when the walk starts at the very front.
  let ours = query.size === undefined && query.page === 1;
  const load = async (page: number): Promise<ArrivedPage> => {
    const size = ours ? walkSize : query.size;
    try {
      return await getLeads({ ...query, page, size }, options, own.signal);
    } catch (error) {
      // A server with a smaller maximum refuses our size. Nobody asked for it, so its own size will do.
      if (!ours || page !== 1 || !(error instanceof BadRequestError)) throw error;
      ours = false;
      return await load(page);
    }
  };
  try {
    yield* walkPages(query.page, prefetch, load);
  } finally {
    signal?.removeEventListener("abort", forward);
    own.abort();
  }
}
