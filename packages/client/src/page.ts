/** One page of a list, as the server gave it. */
export interface Page<Item> {
  /** In the server's order. Empty means that there are no more. */
  readonly items: Item[];
  /** Number of this page, 1-based. */
  readonly page: number;
  /** Page size that was asked for; undefined when it was left to the server. The server may have given fewer. */
  readonly size: number | undefined;
}

/**
 * A list that has been described but not yet asked for. `await` it for one page, or `for await` over it for every item.
 *
 * - Nothing is sent before the first `await`, `then` or step of an iteration.
 * - The page is asked for once, however often it is awaited. A failure is remembered too: make a new list to try again.
 * - Each iteration is a walk of its own with its own requests, and does not use the awaited page.
 * - Leaving the loop ends the walk: no request comes after it.
 */
export interface PageRequest<Item, P extends Page<Item> = Page<Item>> extends Promise<P>, AsyncIterable<Item> {}

/** Where a {@link PageRequest} gets its pages and its items from. */
export interface PageSource<Item, P> {
  readonly load: () => Promise<P>;
  readonly walk: () => AsyncGenerator<Item, void, undefined>;
}

/** Makes the lazy object out of its two halves. */
export function pageRequest<Item, P extends Page<Item>>(source: PageSource<Item, P>): PageRequest<Item, P> {
  let page: Promise<P> | undefined;
  const promise = () => (page ??= source.load());
  return {
    // Not a real Promise: a real one starts its work when it is made.
    // oxlint-disable-next-line unicorn/no-thenable
    then: (onFulfilled, onRejected) => promise().then(onFulfilled, onRejected),
    catch: (onRejected) => promise().catch(onRejected),
    finally: (onFinally) => promise().finally(onFinally),
    [Symbol.toStringTag]: "PageRequest",
    [Symbol.asyncIterator]: source.walk,
  };
}

/** How {@link walkPages} gets a page, and what it says when it stands still. */
export interface Walk<Item> {
  /** First page, 1-based. */
  readonly first: number;
  readonly load: (page: number) => Promise<Page<Item>>;
  /** The error for the second page in a row without a new item. */
  readonly standstill: (page: number) => Error;
}

/**
 * Every item from a page on, each once.
 *
 * Stops at an empty page and nowhere else: a short page may be one that the server clamped. Repeats come up when items
 * are inserted in front of what is being read; they are known by id for the whole walk, as a large insert repeats old
 * pages too. So memory is one page of items plus every id given so far, and a walk ends at the 16.7 million ids that a
 * `Set` of V8 holds.
 *
 * @throws what `load` throws, and `standstill` when two pages in a row bring nothing new
 */
export async function* walkPages<Item extends { readonly id: string }>(
  walk: Walk<Item>,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  let barren = 0;
  for (let page = walk.first; ; page++) {
    const { items } = await walk.load(page);
    if (items.length === 0) return;
    const before = seen.size;
    for (const item of items) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      yield item;
    }
    barren = seen.size === before ? barren + 1 : 0;
    if (barren === 2) throw walk.standstill(page);
  }
}
