import type { Lead } from "@chatbase-kit/contract/operations";

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
  const ids = memory();
  let newest: number | undefined;
  let oldest = Infinity;
  /** Whether the pages fall in time, as the spec says; undefined while all is of one moment. */
  let falling: boolean | undefined;

  return (leads) => {
    const fresh: Lead[] = [];
    const forgetful = ids.age();
    let inFront = false;
    let before = NaN;
    // One loop over every lead of every page, so it makes nothing.
    for (const lead of leads) {
      const time = Date.parse(lead.created_at);
      // Twice in the same page is a repeat too.
      if (ids.add(lead.id, time, oldest)) {
        fresh.push(lead);
        inFront ||= time > oldest && !(time > (newest as number));
      }
      if (time > before) falling = false;
      if (time < before) falling ??= true;
      if (time < oldest) oldest = time;
      newest ??= time;
      before = time;
    }
    return forgetful && falling && inFront ? undefined : fresh;
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
