import type { Lead as LeadData, LeadList } from "@chatbase-kit/contract/operations";
import { Lead } from "@chatbase-kit/contract/schemas";
import { contractError, type Exchange } from "./errors/from-exchange.ts";

/**
 * Which of its two known shapes an answer had: `{"collectedCustomers": [lead]}` as the spec documents, or
 * `{"collectedCustomers": {"data": [lead]}}` as it was observed in production.
 */
export type LeadEnvelope = "documented" | "observed";

/** The leads of an answer, validated, and the shape they came in. */
export interface DecodedLeads {
  readonly items: LeadData[];
  readonly envelope: LeadEnvelope;
}

const key = "collectedCustomers" satisfies keyof LeadList;

/**
 * Takes the leads out of an answer of `getLeads` and checks each against the spec's `Lead`. Fields that the spec does
 * not have are dropped.
 *
 * @throws ContractError naming the first difference
 */
export function decodeLeadList(body: unknown, exchange: Exchange): DecodedLeads {
  const list = isObject(body) ? body[key] : undefined;
  if (Array.isArray(list)) return { envelope: "documented", items: decodeLeads(list, `/${key}`, exchange) };
  const data = isObject(list) ? list["data"] : undefined;
  if (Array.isArray(data)) return { envelope: "observed", items: decodeLeads(data, `/${key}/data`, exchange) };
  if (!isObject(body) || !Object.hasOwn(body, key)) throw contractError(exchange, "", `expected an object with ${key}`);
  throw contractError(exchange, `/${key}`, "expected an array, or an object with an array named data");
}

function decodeLeads(leads: readonly unknown[], pointer: string, exchange: Exchange): LeadData[] {
  return leads.map((lead, index) => {
    const result = Lead.safeParse(withoutNulls(lead));
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const path = [pointer, index, ...(issue?.path ?? []).map(escapeToken)].join("/");
    throw contractError(exchange, path, `expected ${wantedBy(issue)}`);
  });
}

/** What the schema wants, in its own terms. Never what the answer had: that may be somebody's address. */
function wantedBy(
  issue: { readonly code: string; readonly expected?: unknown; readonly format?: unknown } | undefined,
) {
  if (issue?.code === "invalid_type") return String(issue.expected);
  if (issue?.code === "invalid_format") return `a string of format ${String(issue.format)}`;
  return "what the spec describes";
}

/** Null is how production writes "missing". A required field that is null is then missing too, and refused. */
function withoutNulls(lead: unknown): unknown {
  if (!isObject(lead) || !Object.values(lead).includes(null)) return lead;
  return Object.fromEntries(Object.entries(lead).filter(([, value]) => value !== null));
}

/** RFC 6901 section 3. */
function escapeToken(token: PropertyKey): string {
  return String(token).replaceAll("~", "~0").replaceAll("/", "~1");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
