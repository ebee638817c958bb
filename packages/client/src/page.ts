/** One page of a list, as the server gave it. */
export interface Page<Item> {
  /** In the server's order. Empty means that there are no more. A page of a walk is without what was given before. */
  readonly items: Item[];
  /** Number of this page, 1-based. */
  readonly page: number;
  /** Page size that was asked for; undefined when it was left to the server. The server may have given fewer. */
  readonly size: number | undefined;
  /** Whether a page may follow: true unless the server gave an empty one. A short page says nothing. */
  hasMore(): boolean;
  /** Asks for the page that follows, with the same parameters and options. */
  next(): Promise<this>;
}

/** A page and what it came in. */
export interface WithResponse<P> {
  readonly data: P;
  /** For its status and headers; the body has been read. */
  readonly response: Response;
}

/**
 * A list that has been described but not yet asked for. `await` it for one page, or `for await` over it for every item.
 *
 * - Nothing is sent before the first `await`, `then` or step of an iteration.
 * - The page is asked for once, however often it is awaited. A failure is remembered too: make a new list to try again.
 * - Each iteration is a walk of its own with its own requests, and does not use the awaited page.
 * - Leaving the loop ends the walk: no request comes after it.
 */
export interface PageRequest<Item, P extends Page<Item> = Page<Item>> extends Promise<P>, AsyncIterable<Item> {
  /** The same walk page by page, without empty ones. */
  pages(): AsyncIterable<P>;
  /**
   * The items of a walk, or the first `limit` of them; no page is asked for beyond what they need.
   *
   * @throws ArgumentError when `limit` is not a whole number from 1
   */
  toArray(options?: ToArrayOptions): Promise<Item[]>;
  /** The page that `await` gives, and its response. Sends no second request. */
  withResponse(): Promise<WithResponse<P>>;
}

/** Options of {@link PageRequest.toArray}. */
export interface ToArrayOptions {
  /** Most items to give, 1 to 999999999. @default no limit */
  limit?: number | undefined;
}
