import { defaultSize } from "../operations/leads/getLeads.parameters.ts";
import type { Fault } from "./fault.ts";
import { wholeNumber } from "./numbers.ts";

/**
 * Gives smaller pages than were asked for and says nothing, as a sibling endpoint of production may. A client that stops at a
 * short page loses leads here. It counts with the smaller size, so page 2 begins where page 1 ended.
 */
export const clamp: Fault = {
  does: "give pages of at most so many leads, whatever size was asked for, without a word",
  takes: "a number of leads from 1 to 1000",
  example: "100",
  read(value) {
    const most = wholeNumber(value, 1, 1_000);
    if (most === undefined) return undefined;
    return {
      query(query) {
        const size = query["size"] ?? String(defaultSize);
        // What is no size at all keeps its 400.
        return (wholeNumber(size, 1, 999_999_999) ?? 0) > most ? { ...query, size: String(most) } : query;
      },
    };
  },
};
