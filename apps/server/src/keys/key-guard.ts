import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { RequestError } from "../http/errors.ts";
import { counterOf, type LimitCounter } from "../http/limit.ts";
import type { Store } from "../store/store.ts";
import { Guesses } from "./guesses.ts";
import { KeyUses } from "./key-uses.ts";

/** What becomes of a request once it is known whether its key is good. */
export class KeyGuard {
  readonly #uses: KeyUses;
  readonly #requests: LimitCounter | undefined;
  readonly #guesses: Guesses;
  /** By which keys expire and limits end. */
  readonly clock: Clock;
  /** For requests that are asked about once more when they are refused: counts nothing, notes good keys. */
  readonly lenient: Pick<KeyGuard, "admit" | "refusal" | "clock">;

  /** @param onFailure hears why the use of keys cannot be noted. */
  constructor(
    store: Store,
    { rateLimit, failedKeyLimit }: Pick<Config, "rateLimit" | "failedKeyLimit">,
    clock: Clock,
    onFailure: (error: unknown) => void,
  ) {
    this.clock = clock;
    this.#uses = new KeyUses(store, onFailure);
    const admit = (keyHash: string): void => this.#uses.note(keyHash);
    this.lenient = { clock, admit, refusal: () => new RequestError("invalid_key") };
    this.#requests = counterOf(rateLimit);
    this.#guesses = new Guesses(failedKeyLimit, clock, { wrong: "invalid_key", tooMany: "too_many_invalid_keys" });
  }

  /** Whether keys have a limit. */
  get limits(): boolean {
    return this.#requests !== undefined;
  }

  /**
   * Lets a good key through, and notes its use. However many bad keys come from the same address.
   *
   * @throws {RequestError} 429 when the key has used up its limit.
   */
  admit(keyHash: string): void {
    this.#uses.note(keyHash);
    const wait = this.#requests?.take(keyHash, this.clock.elapsed()) ?? 0;
    if (wait > 0) throw new RequestError("rate_limited", "", wait);
  }

  /** The answer to a key that is not good: 401, or 429 when too many of the kind have come from there. */
  refusal(address?: string): RequestError {
    return this.#guesses.refusal(address);
  }

  /** Writes which keys were used. */
  close(): Promise<void> {
    return this.#uses.close();
  }
}
