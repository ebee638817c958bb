import type { Lead } from "@chatbase-kit/contract/operations";
import { type Checks, nineDigits, optional, resolve, wholeNumber } from "./arguments.ts";
import { type Position, readCursor, writeCursor } from "./cursor.ts";
import { utcDay } from "./dates.ts";
import type { LoadedPage } from "./lead-page.ts";
import { chatbotId, type LeadQuery } from "./list-leads-params.ts";

/** Parameters of `leads.since`. */
export interface SinceParams {
  /** Chatbot whose leads are wanted. It must belong to the account of the key. */
  chatbotId: string;
  /** Leads per page. @default 100, as in a walk */
  size?: number | undefined;
  /**
   * Milliseconds to look back behind the newest lead of the last sync. A lead is missed when it shows up in the API later
   * than this after its `created_at`. The cursor holds the ids of as much time.
   *
   * @default 300_000, which is 5 minutes
   */
  overlap?: number | undefined;
}

/** What one sync brought. */
export interface SyncResult {
  /** Leads that the syncs before have not given, newest first. */
  readonly items: Lead[];
  /** Store it after the leads are stored, and give it to the next sync. */
  readonly cursor: string;
}

/**
 * A sync that has not begun yet. `await` it for all new leads at once, or `for await` over it for one after the other; then
 * `cursor` is there when the loop has ended by itself.
 *
 * Store the leads first and the cursor after them. Whatever breaks off in between, the same cursor gives the same leads
 * again, and more when more have come in: so store by `id`, and a repeat does no harm.
 */
export interface LeadSync extends PromiseLike<SyncResult>, AsyncIterable<Lead> {
  /** The next cursor once a loop has ended by itself; until then the one that was given. */
  readonly cursor: string | undefined;
}

const checks: Checks<SinceParams> = {
  chatbotId,
  size: optional(nineDigits),
  overlap: wholeNumber(0, 999_999_999),
};

/** Where a sync gets its leads from. */
export interface SyncSource {
  readonly walk: (query: LeadQuery) => AsyncGenerator<LoadedPage, void, undefined>;
  /** Why no more may be given, if so. */
  readonly stopped: () => Error | undefined;
}

/** The sync after `given`. @throws ArgumentError at once, when a parameter or the cursor is wrong */
export function leadsSince(given: string | undefined, params: SinceParams, source: SyncSource): LeadSync {
  const checked = resolve("leads.since", params, checks, { overlap: 300_000 });
  const { size, overlap, ...of } = checked as SinceParams & { overlap: number };
  const last = readCursor(given, of.chatbotId);
  let cursor = given;
  const sync = () => newLeads(source, last, size, overlap, (position) => (cursor = writeCursor(position)));
  const all = async (): Promise<SyncResult> => {
    const items: Lead[] = [];
    for await (const lead of sync()) items.push(lead);
    return { items, cursor: cursor as string };
  };
  let result: Promise<SyncResult> | undefined;
  return {
    // oxlint-disable-next-line unicorn/no-thenable
    then: (onFulfilled, onRejected) => (result ??= all()).then(onFulfilled, onRejected),
    [Symbol.asyncIterator]: sync,
    get cursor() {
      return cursor;
    },
  };
}

async function* newLeads(
  { walk, stopped }: SyncSource,
  last: Position,
  size: number | undefined,
  overlap: number,
  done: (position: Position) => void,
): AsyncGenerator<Lead, void, undefined> {
  const { chatbotId } = last;
  const from = last.newest - overlap;
  const startDate = from > -Infinity ? utcDay("cursor", new Date(from)) : undefined;
  const given = new Set(last.ids);
  // A lead dated in the future must not move the cut-off: not past those that come in until then, and not to a clock that is
  // wrong.
  const now = Date.now();
  let { newest } = last;
  const times = new Map<string, number>();
  for await (const { items } of walk({ chatbotId, startDate, endDate: undefined, page: 1, size })) {
    let over = true;
    for (const lead of items) {
      const time = Date.parse(lead.created_at);
      if (time < from) continue;
      over = false;
      if (time > newest && time <= now) newest = time;
      if (time >= newest - overlap) times.set(lead.id, time);
      if (given.has(lead.id)) continue;
      const error = stopped();
      if (error) throw error;
      yield lead;
    }
    // The API gives the newest first, so everything from here on is older.
    if (over) break;
  }
  const ids = [...times].filter(([, time]) => time >= newest - overlap).map(([id]) => id);
  done({ chatbotId, newest, ids });
}
