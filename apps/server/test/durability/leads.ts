import { type LeadRecord, leadRecord } from "../../src/leads/lead-record.ts";

/** The chatbot of the demo data that has no leads. */
export const chatbotId = "imports-go-here-00001";

/** Leads of one commit. */
export const leadsOfCommit = 5;

/** The leads that a writer has stored when it acknowledges a commit: the same whoever asks. */
export function leadsOf(writer: string, commit: number): LeadRecord[] {
  return Array.from({ length: leadsOfCommit }, (_, index) => {
    const id = `${writer}-${commit}-${index}`;
    const instant = new Date(1_700_000_000_000 + ((commit * 7_919 + index * 104_729) % 1_000_003) * 60_000);
    return leadRecord({ id, name: `Ünal ${id}`, email: `${id}@example.com`, created_at: instant.toISOString() });
  });
}
