import { randomBytes } from "node:crypto";
import { RequestError } from "../../http/errors.ts";
import { checkLead } from "../../import/check-lead.ts";
import { RowError } from "../../import/row.ts";
import type { LeadRecord } from "../../leads/lead-record.ts";
import type { Chatbot, Store } from "../../store/store.ts";
import { type AdminContext, type AdminInput, textOf } from "../operation.ts";
import { write } from "../../store/write.ts";

interface NewLeads {
  readonly chatbotId: string;
  readonly leads: readonly Readonly<Record<string, unknown>>[];
}

/** @throws {RequestError} 404 */
export async function chatbotOf(store: Store, chatbotId: string): Promise<Chatbot> {
  const chatbot = await store.findChatbot(chatbotId);
  if (chatbot === undefined) throw new RequestError("not_found");
  return chatbot;
}

/** Checks a lead against the contract, completed. @throws {RequestError} 400 that names the lead and the field. */
function recordOf(lead: Readonly<Record<string, unknown>>, index: number, chatbot: Chatbot, now: number): LeadRecord {
  const id = `lead_${randomBytes(12).toString("hex")}`;
  const fields = { id, created_at: new Date(now).toISOString(), ...lead };
  try {
    return checkLead({ line: index + 1, raw: "", header: "", fields: () => fields }, chatbot);
  } catch (error) {
    if (error instanceof RowError) throw new RequestError("invalid_parameter", `leads[${index}]: ${error.message}.`);
    throw error;
  }
}

/** @throws {RequestError} 400, 404, or 409 for an id that another lead has; nothing has been stored then. */
export async function createLeads({ body }: AdminInput<NewLeads>, { store, clock }: AdminContext): Promise<unknown> {
  const chatbot = await chatbotOf(store, body.chatbotId);
  const now = clock.now();
  const records = body.leads.map((lead, index) => recordOf(lead, index, chatbot, now));
  const outcomes = await write(store, async (transaction) => {
    const each = await transaction.addLeads(chatbot.id, records);
    const taken = each.indexOf("conflict");
    if (taken === -1) return each;
    throw new RequestError("conflict", `the id of leads[${taken}] is that of another lead with other content.`);
  });
  const added = outcomes.filter((outcome) => outcome === "added").length;
  return { ids: records.map(({ id }) => id), added, known: outcomes.length - added };
}

/** @throws {RequestError} 404 */
export async function deleteLeads(input: AdminInput, { store }: AdminContext): Promise<{ deleted: number }> {
  const { id: chatbotId } = await chatbotOf(store, textOf(input, "chatbotId"));
  const ids = input.parameters["id"] as readonly string[];
  return { deleted: await write(store, (transaction) => transaction.deleteLeads(chatbotId, ids)) };
}
