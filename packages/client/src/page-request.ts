import { nineDigits, optional, resolve } from "./arguments.ts";
import type { Page, PageRequest, ToArrayOptions, WithResponse } from "./page.ts";

/** Where a {@link PageRequest} gets its page and its walks from. */
export interface PageSource<P> {
  readonly load: () => Promise<WithResponse<P>>;
  readonly walk: () => AsyncGenerator<P, void, undefined>;
  /** Why no more may be given, if so. */
  readonly stopped: () => Error | undefined;
}

/** Makes the lazy object out of its two halves. */
export function pageRequest<Item, P extends Page<Item>>(source: PageSource<P>): PageRequest<Item, P> {
  let loaded: Promise<WithResponse<P>> | undefined;
  const withResponse = () => (loaded ??= source.load());
  const promise = async () => (await withResponse()).data;
  return {
    // Not a real Promise: a real one starts its work when it is made.
    // oxlint-disable-next-line unicorn/no-thenable
    then: (onFulfilled, onRejected) => promise().then(onFulfilled, onRejected),
    catch: (onRejected) => promise().catch(onRejected),
    finally: (onFinally) => promise().finally(onFinally),
    [Symbol.toStringTag]: "PageRequest",
    [Symbol.asyncIterator]: () => itemsOf<Item, P>(source),
    pages: source.walk,
    toArray: (options = {}) => take(source, options),
    withResponse,
  };
}

/**
 * The items of a walk one by one. A generator makes several promises for each item that it yields, half of the time of an
 * export; so it is asked for the first item of each page, and the others are given past it, in promises that are kept.
 */
function itemsOf<Item, P extends Page<Item>>({ walk, stopped }: PageSource<P>): AsyncGenerator<Item, void, undefined> {
  let items: readonly Item[] = [];
  let at = 0;
  async function* steps(): AsyncGenerator<Item, void, undefined> {
    try {
      for await (const page of walk()) {
        at = 0;
        for (items = page.items; at < items.length; ) {
          const error = stopped();
          if (error) throw error;
          yield items[at++] as Item;
        }
      }
    } finally {
      items = [];
    }
  }
  const generator = steps();
  const next = generator.next.bind(generator);
  return Object.assign(generator, {
    next: () =>
      at < items.length && !stopped() ? Promise.resolve({ done: false, value: items[at++] as Item }) : next(),
  });
}

const checks = { limit: optional(nineDigits) };

async function take<Item, P extends Page<Item>>(source: PageSource<P>, options: ToArrayOptions): Promise<Item[]> {
  const { limit } = resolve("toArray", options, checks, {}) as ToArrayOptions;
  const list: Item[] = [];
  for await (const item of itemsOf<Item, P>(source)) if (list.push(item) === limit) break;
  return list;
}
