import type { Fault } from "./fault.ts";
import { wholeNumber } from "./numbers.ts";

/**
 * Gives every page several times in a row: of 2, pages 1 and 2 are both the first, pages 3 and 4 both the second. Nothing is
 * lost, but a client that does not remove repeats has everything twice, and one that counts on new leads gives up too early.
 */
export const duplicate: Fault = {
  does: "give every page so many times in a row before the next one comes",
  takes: "a number from 2 to 999999999",
  example: "2",
  read(value) {
    const times = wholeNumber(value, 2, 999_999_999);
    if (times === undefined) return undefined;
    return {
      query(query) {
        const page = wholeNumber(query["page"] ?? "1", 1, 999_999_999) ?? 1;
        return page === 1 ? query : { ...query, page: String(Math.ceil(page / times)) };
      },
    };
  },
};
