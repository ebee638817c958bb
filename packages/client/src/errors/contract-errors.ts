import { ChatbaseError, type ErrorDetails } from "./base.ts";

/**
 * An answer arrived, but it is not what the spec promises: a redirect, an undocumented success status, something
 * other than JSON, a lead without id. Not an {@link ApiError}: the server did not refuse, it said something else.
 */
export class ContractError extends ChatbaseError {
  /**
   * Where the answer differs, as a JSON pointer (RFC 6901) into its body; `""` is the whole answer.
   *
   * @example "/collectedCustomers/3/created_at"
   */
  declare readonly pointer: string;

  constructor(message: string, pointer: string, details?: ErrorDetails) {
    super(message, details);
    this.pointer = pointer;
  }

  override get name(): "ContractError" {
    return "ContractError";
  }
}

/**
 * A walk cannot go on: two pages in a row brought no lead that an earlier page had not, or more came in between two pages than
 * is remembered. Either the server ignores `page`, or leads are inserted faster than pages of this `size` are read. Everything
 * given before is good.
 */
export class PagingError extends ChatbaseError {
  /** The page that the walk ended at, 1-based; nothing of it was given. */
  declare readonly page: number;

  constructor(message: string, page: number, details?: ErrorDetails) {
    super(message, details);
    this.page = page;
  }

  override get name(): "PagingError" {
    return "PagingError";
  }
}
