import { type Checks, expecting, nineDigits, optional, resolve } from "./arguments.ts";
import { type Day, utcDay } from "./dates.ts";

/** Parameters of `leads.list`. */
export interface ListLeadsParams {
  /** Chatbot whose leads are wanted. It must belong to the account of the key. */
  chatbotId: string;
  /** First day, inclusive. See {@link Day}. @default no lower limit */
  startDate?: Day | undefined;
  /** Last day, inclusive. See {@link Day}. @default no upper limit */
  endDate?: Day | undefined;
  /** Page to give, or page to start from: 1 to 999999999. @default 1 */
  page?: number | undefined;
  /**
   * Leads per page: 1 to 999999999. Servers have a maximum: the reference server refuses more than 1000, production's
   * is not documented.
   *
   * @default the server's own for one page; 100 for a walk from page 1
   */
  size?: number | undefined;
}

/**
 * Checked parameters, named as in the spec and in the order in which they go out; days as the wire writes them. A type, as an
 * interface is no record of anything.
 */
export type LeadQuery = {
  readonly chatbotId: string;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly page: number;
  readonly size: number | undefined;
};

/** A check for what can be an id: any text that a URL can hold, so no half of a surrogate pair. */
export const chatbotId = expecting(
  "the id of a chatbot",
  (value) => typeof value === "string" && /^\P{Cs}+$/u.test(value),
);

const checks: Checks<ListLeadsParams> = {
  chatbotId,
  startDate: utcDay,
  endDate: utcDay,
  page: nineDigits,
  size: optional(nineDigits),
};

/** @throws ArgumentError naming the parameter */
export function checkParams(params: ListLeadsParams): LeadQuery {
  return resolve("leads.list", params, checks, { page: 1 }) as LeadQuery;
}
