import { writePreferences } from "./prefer.ts";
import type { ChosenFault } from "./settings.ts";

/** The faults of one request: which it is to have, and which it has had so far. */
export class RequestFaults {
  /** In the order in which they act. */
  readonly chosen: readonly ChosenFault[];
  /** The next number of the request's own sequence, from 0 up to but not including 1. */
  readonly random: () => number;
  readonly #asked: ReadonlySet<ChosenFault>;
  readonly #applied = new Set<ChosenFault>();

  /** @param asked those of the chosen that the request asked for itself. */
  constructor(chosen: readonly ChosenFault[], asked: ReadonlySet<ChosenFault>, random: () => number) {
    this.chosen = chosen;
    this.random = random;
    this.#asked = asked;
  }

  /** Names of those that took effect, for the log. */
  get applied(): readonly string[] {
    return [...this.#applied].map(({ name }) => name);
  }

  /** Value of `Preference-Applied` (RFC 7240 section 3); undefined if nothing that was asked for took effect. */
  get preferenceApplied(): string | undefined {
    const preferences = [...this.#applied].filter((fault) => this.#asked.has(fault));
    if (preferences.length === 0) return undefined;
    return writePreferences(preferences.map(({ name, value }) => [name, value]));
  }

  apply(fault: ChosenFault): void {
    this.#applied.add(fault);
  }
}
