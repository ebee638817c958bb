import { nineDigits, optional, resolve } from "./arguments.ts";
import type { Page, PageRequest, ToArrayOptions, WithResponse } from "./page.ts";

/** Where a {@link PageRequest} gets its page and its walks from. */
export interface PageSource<P> {
  readonly load: () => Promise<WithResponse<P>>;
  readonly walk: () => AsyncGenerator<P, void, undefined>;
  /** Throws when no more may be given. */
  readonly check: () => void;
}

/** Makes the lazy object out of its two halves. */
export function pageRequest<Item, P extends Page<Item>>(source: PageSource<P>): PageRequest<Item, P> {
  let loaded: Promise<WithResponse<P>> | undefined;
  const withResponse = () => (loaded ??= source.load());
  const promise = async () => (await withResponse()).data;
  const items = () => itemsOf<Item, P>(source);
  return {
    // Not a real Promise: a real one starts its work when it is made.
    // oxlint-disable-next-line unicorn/no-thenable
    then: (onFulfilled, onRejected) => promise().then(onFulfilled, onRejected),
    catch: (onRejected) => promise().catch(onRejected),
    finally: (onFinally) => promise().finally(onFinally),
    [Symbol.toStringTag]: "PageRequest",
    [Symbol.asyncIterator]: items,
    pages: source.walk,
    toArray: async (options = {}) => await take(items(), options),
    withResponse,
  };
}

async function* itemsOf<Item, P extends Page<Item>>(source: PageSource<P>): AsyncGenerator<Item, void, undefined> {
  for await (const { items } of source.walk()) {
    for (const item of items) {
      source.check();
      yield item;
    }
  }
}

const checks = { limit: optional(nineDigits) };

async function take<Item>(items: AsyncIterable<Item>, options: ToArrayOptions): Promise<Item[]> {
  const { limit } = resolve("toArray", options, checks, {}) as ToArrayOptions;
  const list: Item[] = [];
  for await (const item of items) if (list.push(item) === limit) break;
  return list;
}
