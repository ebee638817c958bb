import type { Config } from "../config.ts";
import { RequestError } from "../http/errors.ts";
import { LimitCounter, readLimit } from "../http/limit.ts";
import type { Store } from "../store/store.ts";
import { KeyUses } from "./key-uses.ts";
import { networkOf } from "./network.ts";

function counterOf(limit: Config["rateLimit"]): LimitCounter | undefined {
  const read = readLimit(limit);
  return read && new LimitCounter(read);
}

/** What becomes of a request once it is known whether its key is good. */
export class KeyGuard {
  readonly #uses: KeyUses;
  readonly #requests: LimitCounter | undefined;
  readonly #failures: LimitCounter | undefined;

  /** @param onFailure hears why the use of keys cannot be noted. */
  constructor(
    store: Store,
    { rateLimit, failedKeyLimit }: Pick<Config, "rateLimit" | "failedKeyLimit">,
    onFailure: (error: unknown) => void,
  ) {
    this.#uses = new KeyUses(store, onFailure);
    this.#requests = counterOf(rateLimit);
    this.#failures = counterOf(failedKeyLimit);
  }

  /** Whether keys have a limit. */
  get limits(): boolean {
    return this.#requests !== undefined;
  }

  /** For requests that are asked about once more when they are refused: counts nothing, notes good keys. */
  readonly lenient = {
    admit: (keyHash: string): void => this.#uses.note(keyHash),
    refusal: (): RequestError => new RequestError("invalid_key"),
  };

  /**
   * Lets a good key through, and notes its use. However many bad keys come from the same address.
   *
   * @throws {RequestError} 429 when the key has used up its limit.
   */
  admit(keyHash: string): void {
    this.#uses.note(keyHash);
    const wait = this.#requests?.take(keyHash) ?? 0;
    if (wait > 0) throw new RequestError("rate_limited", "", wait);
  }

  /** The answer to a key that is not good: 401, or 429 when too many of the kind have come from there. */
  refusal(address = ""): RequestError {
    const wait = this.#failures?.take(networkOf(address)) ?? 0;
    return wait > 0 ? new RequestError("too_many_invalid_keys", "", wait) : new RequestError("invalid_key");
  }

  /** Writes which keys were used. */
  close(): Promise<void> {
    return this.#uses.close();
  }
}
