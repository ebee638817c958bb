import { kindOf, knownNames, wholeNumber } from "./arguments.ts";
import { utcDay } from "./dates.ts";
import { ArgumentError } from "./errors/argument-error.ts";

/** Parameters of `leads.list`. */
export interface ListLeadsParams {
  /** Chatbot whose leads are wanted. It must belong to the account of the key. */
  chatbotId: string;
  /** First day, inclusive: `YYYY-MM-DD`, or a `Date` of which the UTC day counts. @default no lower limit */
  startDate?: string | Date | undefined;
  /** Last day, inclusive: `YYYY-MM-DD`, or a `Date` of which the UTC day counts. @default no upper limit */
  endDate?: string | Date | undefined;
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

/** Options of one call. */
export interface CallOptions {
  /** Ends the call or the walk with an `AbortedError`. @default none */
  signal?: AbortSignal | undefined;
}

/** Checked parameters, days as the wire writes them. */
export interface LeadQuery {
  readonly chatbotId: string;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly page: number;
  readonly size: number | undefined;
}

const paramNames = {
  chatbotId: true,
  startDate: true,
  endDate: true,
  page: true,
  size: true,
} as const satisfies Record<keyof ListLeadsParams, true>;
const callOptionNames = { signal: true } as const satisfies Record<keyof CallOptions, true>;

/** More digits than this and servers refuse them; see BEHAVIOUR "page or size". */
const maxNineDigits = 999_999_999;

/** @throws ArgumentError naming the parameter */
export function checkParams(params: ListLeadsParams): LeadQuery {
  knownNames("leads.list", params, paramNames);
  const { chatbotId } = params;
  if (typeof chatbotId !== "string" || chatbotId === "") {
    throw new ArgumentError("chatbotId", `expected the id of a chatbot, got ${kindOf(chatbotId)}`);
  }
  return {
    chatbotId,
    startDate: utcDay("startDate", params.startDate),
    endDate: utcDay("endDate", params.endDate),
    page: wholeNumber("page", params.page, maxNineDigits) ?? 1,
    size: wholeNumber("size", params.size, maxNineDigits),
  };
}

/** @throws ArgumentError when `signal` is something else than an AbortSignal */
export function checkCallOptions(options: CallOptions): AbortSignal | undefined {
  knownNames("the options of leads.list", options, callOptionNames);
  const { signal } = options;
  // Not instanceof: polyfills and other realms have their own class.
  if (signal === undefined || typeof signal?.addEventListener === "function") return signal;
  throw new ArgumentError("signal", `expected an AbortSignal, got ${kindOf(signal)}`);
}
