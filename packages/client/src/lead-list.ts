import type { Lead as LeadData, LeadList } from "@chatbase-kit/contract/operations";
import { Lead } from "@chatbase-kit/contract/shapes";
import { conform } from "./conform.ts";
import { contractError, type Exchange } from "./errors/from-exchange.ts";
import type { Logger } from "./hooks.ts";
import type { Validate } from "./options.ts";

/**
 * Which of its two known shapes an answer had: `{"collectedCustomers": [lead]}` as the spec documents, or
 * `{"collectedCustomers": {"data": [lead]}}` as it was observed in production.
 */
export type LeadEnvelope = "documented" | "observed";

/** The leads of an answer, as they came, and the shape they came in. */
export interface FoundLeads {
  readonly empty: boolean;
  readonly envelope: LeadEnvelope;
  /** Checks each against the spec's `Lead`. @throws ContractError naming the first difference */
  readonly check: () => LeadData[];
}

const key = "collectedCustomers" satisfies keyof LeadList;

/** The part of the options that decides about leads that are not as the spec says. */
interface Rules {
  readonly validate: Validate;
  readonly logger: Logger | undefined;
}

/**
 * Finds the leads in an answer of `getLeads`, to be checked as strictly as `validate` says.
 *
 * @throws ContractError when there is no list of them
 */
export function findLeads(body: unknown, exchange: Exchange, { validate, logger }: Rules): FoundLeads {
  const list = fieldOf(body, key);
  const data = fieldOf(list, "data");
  const observed = Array.isArray(data);
  const leads = observed ? data : list;
  const pointer = `/${key}${observed ? "/data" : ""}`;
  if (!Array.isArray(leads)) {
    throw contractError(exchange, pointer, "expected an array, here or in data");
  }
  // Which lead is looked at: told from outside, as a function made for each would cost as much as its check.
  let index = 0;
  const differs = (inside: string, what: string, fatal = validate === true) => {
    const at = `${pointer}/${index}${inside}`;
    // What was expected is said in the schema's terms. Never what the answer had: that may be somebody's address.
    const expected = `expected ${what}`;
    if (fatal) throw contractError(exchange, at, expected);
    logger?.warn?.(`${at}: ${expected}`, { ...exchange, pointer: at });
  };
  const check = () =>
    leads.map((lead, number) => {
      index = number;
      const decoded = validate === false ? asSent(lead) : conform(Lead, lead, differs);
      // A walk tells leads apart by their id, so nothing works without.
      if (typeof fieldOf(decoded, "id") !== "string") differs("/id", "string", true);
      return decoded as LeadData;
    });
  return { check, envelope: observed ? "observed" : "documented", empty: !leads.length };
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
