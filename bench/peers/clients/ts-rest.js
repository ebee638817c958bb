import { initClient, initContract } from "@ts-rest/core";
import { z } from "zod";

const lead = z.object({
  id: z.string(),
  name: z.string().optional(),
  email: z.email().optional(),
  phone: z.string().optional(),
  created_at: z.iso.datetime({ offset: true }),
});

const contract = initContract().router({
  getLeads: {
    method: "GET",
    path: "/get-leads",
    query: z.object({ chatbotId: z.string(), size: z.number() }),
    responses: { 200: z.object({ collectedCustomers: z.array(lead) }) },
  },
});

/** ts-rest's own client with a contract written by hand; answers are checked. */
export function create(baseUrl, apiKey) {
  const client = initClient(contract, {
    baseUrl,
    baseHeaders: { authorization: `Bearer ${apiKey}` },
    validateResponse: true,
  });
  return async (query) => (await client.getLeads({ query })).body.collectedCustomers;
}
