import type { Lead } from "@chatbase-kit/contract/operations";
import type { Fault, Page } from "./fault.ts";
import { wholeNumber } from "./numbers.ts";

const most = 1_000;

/** As after an insert: the end of the page before comes again, and everything moves back. */
async function inserted({ number, leads, at }: Page, count: number): Promise<readonly Lead[]> {
  const before = await at(number - 1);
  return [...before.slice(-count), ...leads].slice(0, before.length);
}

/** As after a delete: everything moves forward, and what stood at the front of the page is never seen. */
async function deleted({ number, leads, at }: Page, count: number): Promise<readonly Lead[]> {
  const after = await at(number + 1);
  return [...leads.slice(count), ...after.slice(0, Math.min(count, leads.length))];
}

/**
 * Moves every page but the first, as if leads had come or gone right after the first was read: what every API that pages by
 * offset does while data changes. Inserts repeat leads and lose none; deletes lose some, and no client can tell.
 */
export const shift: Fault = {
  does: "move all pages but the first, as if so many leads had come in meanwhile (or, below 0, been deleted)",
  takes: `a number of leads from -${most} to ${most}, but not 0`,
  example: "3",
  read(value) {
    const count = wholeNumber(value, -most, most);
    if (count === undefined || count === 0) return undefined;
    return {
      page: (page) => {
        if (page.number === 1) return page.leads;
        return count > 0 ? inserted(page, count) : deleted(page, -count);
      },
    };
  },
};
