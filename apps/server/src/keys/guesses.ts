import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { RequestError } from "../http/errors.ts";
import { counterOf, type LimitCounter } from "../http/limit.ts";
import { networkOf } from "./network.ts";

/** What a guess is answered, and one guess too many. */
interface Answers {
  readonly wrong: "invalid_key" | "invalid_token";
  readonly tooMany: "too_many_invalid_keys" | "too_many_invalid_tokens";
}

/** Slows down who guesses a key or a token: of one door, by the address that guesses come from. */
export class Guesses {
  readonly #counter: LimitCounter | undefined;
  readonly #clock: Clock;
  readonly #answers: Answers;

  constructor(limit: Config["failedKeyLimit"], clock: Clock, answers: Answers) {
    this.#counter = counterOf(limit);
    this.#clock = clock;
    this.#answers = answers;
  }

  /** The answer to a guess: 401, or 429 when too many have come from there. */
  refusal(address = ""): RequestError {
    const wait = this.#counter?.take(networkOf(address), this.#clock.elapsed()) ?? 0;
    return wait > 0 ? new RequestError(this.#answers.tooMany, "", wait) : new RequestError(this.#answers.wrong);
  }
}
