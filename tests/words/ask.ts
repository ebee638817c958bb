import type { Lead, LeadList } from "@chatbase-kit/contract/operations";
import { basePath } from "@chatbase-kit/contract";
import { demo, type Server } from "@chatbase-kit/server";

/** An answer of the server. */
export interface Answer {
  readonly status: number;
  /** Of a success; empty otherwise. */
  readonly leads: readonly Lead[];
  /** Names of the members of the body. */
  readonly members: readonly string[];
}

/** Asks for leads of the demo's first chatbot. Null sends no Authorization header. */
export type Ask = (query?: Readonly<Record<string, string>>, authorization?: string | null) => Promise<Answer>;

/** Questions to a server that holds the demo data. */
export function asks(server: Server): Ask {
  return async (query = {}, authorization = `Bearer ${demo.apiKey}`) => {
    const parameters = new URLSearchParams({ chatbotId: demo.chatbotId, ...query });
    const headers: Record<string, string> = authorization === null ? {} : { authorization };
    const answer = await server.fetch(`http://any.example${basePath}/get-leads?${parameters.toString()}`, { headers });
    const body = (await answer.json()) as Partial<LeadList>;
    return { status: answer.status, leads: body.collectedCustomers ?? [], members: Object.keys(body) };
  };
}
