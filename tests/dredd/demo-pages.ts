import type { GetLeadsQuery, Lead } from "@chatbase-kit/contract/operations";
import { demo, demoLeads } from "@chatbase-kit/server";

/** Newest first, ties by id. */
function inOrder(one: Lead, other: Lead): number {
  return Date.parse(other.created_at) - Date.parse(one.created_at) || (one.id < other.id ? -1 : 1);
}

const leadsOf = new Map<string, Lead[]>(
  demo.accounts.flatMap(({ id, chatbots }) =>
    chatbots.map((chatbot) => [chatbot.id, demoLeads(chatbot, id).toSorted(inOrder)] as const),
  ),
);

/**
 * The leads that a page of the demo data must have, worked out from the data alone: no store, no SQL, nothing of the server
 * but what it was given to keep.
 */
export function demoPage({
  chatbotId,
  startDate = "",
  endDate = "9999-12-31",
  page = "1",
  size = "10",
}: GetLeadsQuery): Lead[] {
  const inRange = (leadsOf.get(chatbotId) ?? []).filter(({ created_at: createdAt }) => {
    const day = new Date(createdAt).toISOString().slice(0, 10);
    return startDate <= day && day <= endDate;
  });
  return inRange.slice((Number(page) - 1) * Number(size), Number(page) * Number(size));
}
