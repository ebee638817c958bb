import { type Given, given } from "./given.ts";

/** How {@link walkPages} gets its pages, and what it says when it cannot go on. */
export interface Walk<Item, P> {
  /** First page, 1-based. */
  readonly first: number;
  readonly load: (page: number) => Promise<P>;
  /** Whether to ask for the next page while this one is being used. */
  readonly prefetch: boolean;
  /** The page with these items instead of all. */
  readonly narrow: (page: P, items: Item[]) => P;
  /** The error of a walk that stands still, or that the list has run away from. */
  readonly lost: (page: number, why: string) => Error;
}

/**
 * Every page from one on, without the items that were given before; pages with nothing new are left out.
 *
 * Stops at an empty page and nowhere else: a short page may be one that the server clamped. Repeats come up when items are
 * inserted in front of what is being read; {@link given} knows them in the memory of a few pages.
 *
 * @throws what `load` throws; `lost` when two pages in a row bring nothing new, or when more items came in between two
 * pages than are remembered
 */
export async function* walkPages<Item extends Given, P extends { readonly items: Item[] }>(
  walk: Walk<Item, P>,
): AsyncGenerator<P, void, undefined> {
  const memory = given<Item>();
  let barren = 0;
  let ahead: Promise<P> | undefined;
  for (let number = walk.first; ; number++) {
    const page = await (ahead ?? walk.load(number));
    if (page.items.length === 0) return;
    if (walk.prefetch) {
      ahead = walk.load(number + 1);
      // When the loop is left nobody waits for it; its failure is then nobody's business.
      ahead.catch(() => undefined);
    }
    const fresh = memory.takeNew(page.items);
    if (fresh === undefined)
      throw walk.lost(number, `page ${number} is from before the ${memory.size} leads given last`);
    if (fresh.length > 0) yield walk.narrow(page, fresh);
    barren = fresh.length > 0 ? 0 : barren + 1;
    if (barren === 2) throw walk.lost(number, `pages ${number - 1} and ${number} brought no new lead`);
  }
}
