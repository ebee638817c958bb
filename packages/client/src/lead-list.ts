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
export function decodeLeadList(body: unknown, exchange: Exchange, rules: Rules): DecodedLeads {
  const list = fieldOf(body, key);
  const data = fieldOf(list, "data");
  const [leads, envelope, pointer]: [unknown, LeadEnvelope, string] = Array.isArray(data)
    ? [data, "observed", `/${key}/data`]
    : [list, "documented", `/${key}`];
  if (Array.isArray(leads)) {
    return { envelope, items: leads.map((lead, index) => decodeLead(lead, `${pointer}/${index}`, exchange, rules)) };
  }
  if (list === undefined) throw contractError(exchange, "", `expected an object with ${key}`);
  throw contractError(exchange, pointer, "expected an array, or an object with an array named data");
}

function decodeLead(lead: unknown, pointer: string, exchange: Exchange, { validate, logger }: Rules): LeadData {
  // What was expected is said in the schema's terms. Never what the answer had: that may be somebody's address.
  const refuse: Differs = (where, expected) => {
    throw contractError(exchange, where, `expected ${expected}`);
  };
  const warn: Differs = (where, expected) => {
    const { operationId, requestId } = exchange;
    logger?.warn(`${where}: expected ${expected}`, { operationId, requestId, pointer: where });
  };
  const decoded = validate === false ? asSent(lead) : conform(Lead, lead, validate === true ? refuse : warn, pointer);
  // A walk tells leads apart by their id, so nothing works without.
  if (typeof fieldOf(decoded, "id") !== "string") refuse(`${pointer}/id`, "string");
  return decoded as LeadData;
}

/** Without nulls, which are missing values, and without what would become a copy's prototype. */
function asSent(lead: unknown): unknown {
  return Object.fromEntries(
    Object.entries(Object(lead) as object).filter(([name, value]) => value !== null && name !== "__proto__"),
  );
}

/** An own field of an object that is no array. */
function fieldOf(value: unknown, name: string): unknown {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
