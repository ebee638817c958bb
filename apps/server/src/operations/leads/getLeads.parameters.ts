/**
 * What the spec leaves open about the parameters of `getLeads`, decided in docs/behaviour.md. Presence, types and dates are
 * the contract's and have been checked before.
 */
import type { GetLeadsQuery } from "@chatbase-kit/contract/operations";
import { RequestError } from "../../http/errors.ts";
import { dayOf } from "../../leads/lead-record.ts";
import type { PageQuery } from "../../store/store.ts";

/** Leads of a page when no `size` is given. */
export const defaultSize = 10;
const maxChatbotIdLength = 128;
const controlCharacter = /\p{Cc}/u;
/** 1 to 999,999,999, in the one form that a number has. */
const positiveNumber = /^[1-9][0-9]{0,8}$/;

function invalid(detail: string): RequestError {
  return new RequestError("invalid_parameter", detail);
}

function checkChatbotId(chatbotId: string): void {
  if (chatbotId === "") throw invalid("chatbotId is empty; give the id of a chatbot.");
  // A character takes one or two units of a string.
  if (chatbotId.length > maxChatbotIdLength && [...chatbotId].length > maxChatbotIdLength)
    throw invalid(`chatbotId is longer than ${maxChatbotIdLength} characters.`);
  if (controlCharacter.test(chatbotId)) throw invalid("chatbotId has a control character.");
}

function numberOf(name: "page" | "size", text: string | undefined, absent: number): number {
  if (text === undefined) return absent;
  if (!positiveNumber.test(text))
    throw invalid(`${name} must be a whole number from 1 to 999999999, such as ${absent}.`);
  return Number(text);
}

/**
 * Turns the parameters into the query for a page.
 *
 * @throws {RequestError} 400 that names the parameter and what it takes.
 */
export function pageQuery(query: GetLeadsQuery, accountId: string, maxPageSize: number): PageQuery {
  const { chatbotId, startDate, endDate, page, size, ...others } = query;
  // A parameter that the spec gets and nobody reads would be a filter dropped in silence: it does not compile.
  others satisfies Record<string, never>;
  checkChatbotId(chatbotId);
  const leads = numberOf("size", size, Math.min(defaultSize, maxPageSize));
  if (leads > maxPageSize) throw invalid(`size must be at most ${maxPageSize}.`);
  const firstDay = startDate === undefined ? undefined : dayOf(startDate);
  const lastDay = endDate === undefined ? undefined : dayOf(endDate);
  if (firstDay !== undefined && lastDay !== undefined && firstDay > lastDay) {
    throw invalid("startDate is after endDate; swap them.");
  }
  return { chatbotId, accountId, firstDay, lastDay, page: numberOf("page", page, 1), size: leads };
}
