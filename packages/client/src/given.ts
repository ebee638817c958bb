import type { Lead } from "@chatbase-kit/contract/operations";

/** At least so many ids of the items given last are remembered, and at most twice as many and two pages. */
const window = 5_000;
/** So many ids are looked through one by one. */
const few = 50;

/**
 * The leads of a page that are new, which are then given. Undefined when nobody can say: the page lies as a whole in front of
 * what was given last, and its ids have been forgotten.
 */
export type TakeNew = (leads: readonly Lead[]) => Lead[] | undefined;

/**
 * Remembers what a walk has given in bounded memory.
 *
 * Inserts in front push the list back by as many places, so what a page repeats is what was given last: the ids of the last
 * few thousand are enough. More inserts than that between two pages would repeat forgotten items, which look new. There the
 * order helps, if the list is seen to have one: a page that lies as a whole between the newest of the first page and the
 * oldest given, and of which nothing is known, was given before. That is said, and neither given twice nor left out.
 *
 * What is older than everything so far is new without a look at its id: so a list that falls in time, as the spec says,
 * never makes the set.
 */
export function given(): TakeNew {
  const ids = memory();
  let newest: number | undefined;
  let oldest = Infinity;
  /** Whether the pages fall in time, as the spec says; undefined while all is of one moment. */
  let falling: boolean | undefined;

  /** Takes note of a time and of the one before it in the same page. */
  const follow = (time: number, before: number) => {
    if (time > before) falling = false;
    if (time < before) falling ??= true;
    if (time < oldest) oldest = time;
    newest ??= time;
  };

  return (leads) => {
    const fresh: Lead[] = [];
    const last = oldest;
    const first = newest ?? oldest;
    let inFront = ids.age() && falling;
    let before = NaN;
    // One loop over every lead of every page, so it makes nothing.
    for (const lead of leads) {
      const time = Date.parse(lead.created_at);
      inFront &&= time > last && time < first;
      // Twice in the same page is a repeat too.
      if (ids.add(lead.id, time, oldest)) fresh.push(lead);
      follow(time, before);
      before = time;
    }
    return inFront && fresh.length === leads.length ? undefined : fresh;
  };
}

/** The ids that were given last. */
function memory() {
  let recent: string[] = [];
  let older: string[] = [];
  let known: Set<string> | undefined;
  /** Ids of the first few that were given of the oldest moment. */
  const ties: string[] = [];
  let forgetful = false;

  return {
    /** Remembers an id of a time, if it is new. `oldest` is the oldest time so far. */
    add(id: string, time: number, oldest: number): boolean {
      if (time < oldest) ties.length = 0;
      // Every page of a busy chatbot has some of one moment: for those few no set is made.
      const tied = time <= oldest && ties.length < few;
      if (tied ? ties.includes(id) : (known ??= new Set([...older, ...recent])).has(id)) return false;
      if (tied) ties.push(id);
      recent.push(id);
      known?.add(id);
      return true;
    },
    /** Forgets what is too much, between two pages. @returns whether anything has been forgotten yet */
    age(): boolean {
      if (recent.length >= window) {
        forgetful = older.length > 0;
        [older, recent, known] = [recent, [], undefined];
      }
      return forgetful;
    },
  };
}
