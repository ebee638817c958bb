import type { Lead } from "@chatbase-kit/contract/operations";
import { placesInTime } from "./order.ts";

/** At least so many ids of the items given last are remembered, and at most twice as many and two pages. */
const window = 5_000;
/** So many ids are looked through one by one. */
const few = 50;

/**
 * The leads of a page that are new, which are then given. Undefined when nobody can say: some lie in front of what was given
 * last, and the ids from there have been forgotten.
 */
export type TakeNew = (leads: readonly Lead[]) => Lead[] | undefined;

/**
 * Remembers what a walk has given in bounded memory.
 *
 * Inserts in front push the list back by as many places, so what a page repeats is what was given last: the ids of the last
 * few thousand are enough. More inserts than that between two pages would repeat forgotten items, which look new. There the
 * order helps, if the list is seen to have one: what is unknown, and lies between the newest of the first page and the oldest
 * given, was given before or has come in since. That is said, and it is neither given twice nor left out.
 *
 * What is older than everything so far is new without a look at its id: so a list that falls in time, as the spec says,
 * never makes the set.
 */
export function given(): TakeNew {
  let recent: string[] = [];
  let older: string[] = [];
  let known: Set<string> | undefined;
  /** How often `older` was replaced: from the second time on, ids have been forgotten. */
  let aged = 0;
  /** Ids of the first few that were given of the oldest moment. */
  let ties: string[] = [];
  const placeOf = placesInTime();

  return (leads) => {
    if (recent.length >= window) {
      older = recent;
      recent = [];
      known = undefined;
      aged++;
    }
    let inFront = false;
    // Every lead of every page passes here, so it makes nothing. Twice in the same page is a repeat too.
    const fresh = leads.filter(({ id, created_at }, index) => {
      const place = placeOf(created_at, index);
      if (place < 0) ties = [];
      // Every page of a busy chatbot has some of one moment: for those few no set is made.
      const tied = place < 1 && ties.length < few;
      if (tied ? ties.includes(id) : (known ??= new Set([...older, ...recent])).has(id)) return false;
      if (tied) ties.push(id);
      recent.push(id);
      known?.add(id);
      inFront ||= place === 1;
      return true;
    });
    return aged > 1 && inFront ? undefined : fresh;
  };
}
