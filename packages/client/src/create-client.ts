import { createLeads, type Leads } from "./leads.ts";
import { type ClientOptions, resolveOptions } from "./options.ts";
import { createTransport } from "./transport.ts";

/** A client of Chatbase API v1. Holds no connection and needs no closing. */
export interface Client {
  /** The leads that chatbots collected. */
  readonly leads: Leads;
}

/**
 * Makes a client. Sends nothing yet.
 *
 * @example
 * const client = createClient({ apiKey });
 * for await (const lead of client.leads.list({ chatbotId })) console.log(lead.id);
 *
 * @throws ArgumentError naming the option that is wrong and the remedy
 */
export function createClient(options: ClientOptions): Client {
  return { leads: createLeads(createTransport(resolveOptions(options))) };
}
