import type { ClientState } from "./call.ts";
import { createLeads, type Leads } from "./leads.ts";
import type { ClientOptions } from "./options.ts";
import { type ResolvedOptions, resolveOptions } from "./resolve-options.ts";

/** A client of Chatbase API v1. Holds no connection and needs no closing. */
export interface Client {
  /** The leads that chatbots collected. */
  readonly leads: Leads;

  /**
   * A copy with other options. What is left out, or undefined, stays as it is; so do the single waits of `retry`. Both
   * share what is left of one retry budget, unless the copy has another `baseUrl` or another `retry.budget`.
   *
   * @throws ArgumentError naming the option that is wrong and the remedy
   */
  with(options: ClientOptions): Client;
}

/**
 * Makes a client. Sends nothing yet.
 *
 * @example
 * const client = createClient(); // the key comes from CHATBASE_API_KEY
 * for await (const lead of client.leads.list({ chatbotId })) console.log(lead.id);
 *
 * @throws ArgumentError naming the option that is wrong and the remedy
 */
export function createClient(options: ClientOptions = {}): Client {
  return clientOf(resolveOptions(options));
}

function clientOf(options: ResolvedOptions, shared?: ClientState): Client {
  const state = shared ?? { budget: options.retry.budget, calls: 0, warm: false };
  return {
    leads: createLeads(options, state),
    with(others) {
      const copy = resolveOptions(others, options);
      // Another server, or another budget, has one of its own.
      const own = options.baseUrl !== copy.baseUrl || options.retry.budget !== copy.retry.budget;
      return clientOf(copy, own ? undefined : state);
    },
  };
}
