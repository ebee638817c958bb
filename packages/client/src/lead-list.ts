import type { Lead as LeadData, LeadList } from "@chatbase-kit/contract/operations";
import { Lead } from "@chatbase-kit/contract/shapes";
import { conform, type Differs } from "./conform.ts";
import { contractError, type Exchange } from "./errors/from-exchange.ts";
import type { Logger } from "./hooks.ts";
import type { Validate } from "./options.ts";

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

/** The part of the options that decides about leads that are not as the spec says. */
interface Rules {
  readonly validate: Validate;
  readonly logger: Logger | undefined;
}

/**
 * Takes the leads out of an answer of `getLeads` and checks each against the spec's `Lead`, as strictly as `validate` says.
 *
 * @throws ContractError naming the first difference
 */
export function decodeLeadList(body: unknown, exchange: Exchange, { validate, logger }: Rules): DecodedLeads {
  const list = fieldOf(body, key);
  const data = fieldOf(list, "data");
  const observed = Array.isArray(data);
  const leads = observed ? data : list;
  const pointer = `/${key}${observed ? "/data" : ""}`;
  if (!Array.isArray(leads)) {
    throw contractError(exchange, pointer, "expected an array, or an array named data in an object");
  }
  const differs: Differs = (at, what) => {
    // What was expected is said in the schema's terms. Never what the answer had: that may be somebody's address.
    if (validate === true) throw contractError(exchange, at, `expected ${what}`);
    logger?.warn?.(`${at}: expected ${what}`, { ...exchange, pointer: at });
  };
  const items = leads.map((lead, index) => {
    const at: Differs = (inside, what) => differs(`${pointer}/${index}${inside}`, what);
    const decoded = validate === false ? asSent(lead) : conform(Lead, lead, at);
    // A walk tells leads apart by their id, so nothing works without.
    if (typeof fieldOf(decoded, "id") !== "string") {
      throw contractError(exchange, `${pointer}/${index}/id`, "expected string");
    }
    return decoded as LeadData;
  });
  return { items, envelope: observed ? "observed" : "documented" };
}

/** Without nulls, which are missing values, and without what would become a copy's prototype. */
function asSent(lead: unknown): unknown {
  return Object.fromEntries(
    Object.entries(Object(lead) as object).filter(([name, value]) => value !== null && name !== "__proto__"),
  );
}

/** A field of what JSON gave; undefined also when it is nothing that has fields. */
function fieldOf(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name];
}
