// What an editor knows of the client. Each line below an expected error would compile if the types were lost.
import {
  type Client,
  type ClientOptions,
  ContractError,
  createClient,
  type Lead,
  type LeadPage,
  NotFoundError,
} from "@chatbase-kit/client";

/** As `checkLeads`, with types, for a page without Node's as well as for Node. */
export async function readLeads(baseUrl: string): Promise<number> {
  const options: ClientOptions = { apiKey: "de300000-0000-4000-8000-000000000001", baseUrl };
  const client: Client = createClient(options);
  const leads: Lead[] = [];
  for await (const lead of client.leads.list({ chatbotId: "ckl123abc456", size: 500 })) leads.push(lead);
  const page: LeadPage = await client.leads.list({ chatbotId: "ckl123abc456", startDate: new Date("2024-03-01") });
  const email: string | undefined = page.items[0]?.email;
  if (email === "") throw new Error("an empty address");

  // @ts-expect-error a required parameter is missing
  const withoutChatbot = () => client.leads.list({ size: 1 });
  // @ts-expect-error a number, not a text
  const wrongType = () => client.leads.list({ chatbotId: "a", size: "1" });
  // @ts-expect-error no such field
  const noField: keyof Lead = "surname";
  // @ts-expect-error may be missing
  const maybeMissing = (lead: Lead): string => lead.name;
  void [withoutChatbot, wrongType, noField, maybeMissing];

  try {
    await client.leads.list({ chatbotId: "nobody" });
  } catch (error) {
    if (error instanceof NotFoundError) return leads.length;
    if (error instanceof ContractError) throw new Error(`broken at ${error.pointer}`, { cause: error });
    throw error;
  }
  throw new Error("expected a NotFoundError");
}
