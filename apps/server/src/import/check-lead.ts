import { createHash } from "node:crypto";
import { Lead as LeadSchema } from "@chatbase-kit/contract/schemas";
import { type ContractIssue, describeIssue } from "../contract-faults.ts";
import { checkedLeadRecord, type LeadRecord } from "../leads/lead-record.ts";
import type { Chatbot } from "../store/store.ts";
import { type Row, RowError } from "./row.ts";

/** The fields of a lead, as the contract has them. */
export const leadFields: readonly string[] = Object.keys(LeadSchema.shape);

/** An id for a lead that came without one: the same for the same content, so that importing a file twice adds nothing. */
function derivedId(lead: Record<string, unknown>): string {
  const content = leadFields.map((field) => lead[field] ?? null);
  return `lead_${createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 24)}`;
}

function checkOwner(fields: Record<string, unknown>, name: "chatbot_id" | "account_id", owner: string): void {
  if (name in fields && fields[name] !== owner)
    throw new RowError(`${name} is not that of the chatbot given by --chatbot`);
}

/** A day, or a time of day without a zone, as CRMs export them. */
const zoneless = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/;

function describe(issue: ContractIssue, lead: Record<string, unknown>): string {
  const hasNoZone = issue.format === "datetime" && zoneless.test(String(lead["created_at"]));
  return describeIssue(issue, (field) => field in lead) + (hasNoZone ? " (this one has no time zone)" : "");
}

/**
 * Checks a row against the contract and makes the record that is stored.
 *
 * @throws {RowError} that names the field and what it must be.
 */
export function checkLead(row: Row, chatbot: Chatbot): LeadRecord {
  const fields = row.fields();
  checkOwner(fields, "chatbot_id", chatbot.id);
  checkOwner(fields, "account_id", chatbot.accountId);
  const lead = Object.assign(fields, { chatbot_id: chatbot.id, account_id: chatbot.accountId });
  if (!("id" in lead)) lead["id"] = derivedId(lead);
  if (lead["id"] === "") throw new RowError("id is empty; leave it out to have one made");
  const checked = LeadSchema.safeParse(lead);
  if (checked.success) return checkedLeadRecord(checked.data);
  throw new RowError(checked.error.issues.map((issue) => describe(issue, lead)).join("; "));
}
