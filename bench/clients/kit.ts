import { createClient } from "@chatbase-kit/client";

/** This kit's client: the answer is checked against the contract. */
export function create(
  baseUrl: string,
  apiKey: string,
): (query: { chatbotId: string; size: number }) => Promise<readonly unknown[]> {
  const client = createClient({ baseUrl, apiKey });
  return async (query) => (await client.leads.list(query)).items;
}
