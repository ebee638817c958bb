import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import { randomFrom } from "../seeded-random.ts";
import { Pauses } from "./pauses.ts";
import { readPreferences } from "./prefer.ts";
import { RequestFaults } from "./request-faults.ts";
import { type FaultSettings, faultNames, faults } from "./registry.ts";
import { type ChosenFault, chooseFaults, describeFault } from "./settings.ts";

/** Switches faults while a server runs. */
export interface Faults {
  /** What is on, as `--faults` takes it: `["code=503@0.1", "delay=100-800"]`. */
  readonly active: readonly string[];
  /** Whether a request may ask for faults of its own by a `Prefer` header. */
  readonly byRequest: boolean;
  /**
   * Turns on these faults and no others. Their sequence begins anew: the same requests get the same faults as after the last
   * call with the same settings.
   *
   * @throws {TypeError} that names the fault and what its value must be; then nothing has changed.
   */
  set(settings: FaultSettings): void;
  /** Turns all of them off. Requests may still ask for theirs. */
  clear(): void;
}

/** {@link Faults}, and what the way of a request needs of them. */
export class FaultControl implements Faults {
  readonly byRequest: boolean;
  readonly clock: Clock;
  readonly pauses = new Pauses();
  readonly #seed: number;
  #settings: FaultSettings = {};
  #scenario: readonly ChosenFault[] = [];
  #random: () => number;

  /** @param clock by which limits end. */
  constructor({ host, faults: settings, faultSeed, faultsByRequest }: Config, clock: Clock) {
    this.clock = clock;
    this.byRequest = faultsByRequest === "always" || (faultsByRequest === "loopback" && isLoopback(host));
    this.#seed = faultSeed;
    this.#random = randomFrom(faultSeed);
    this.set(settings);
  }

  get active(): readonly string[] {
    return this.#scenario.map(describeFault);
  }

  /** What {@link Faults.set} was given last. */
  get settings(): FaultSettings {
    return this.#settings;
  }

  set(settings: FaultSettings): void {
    this.#scenario = chooseFaults(settings);
    this.#settings = settings;
    this.#random = randomFrom(this.#seed);
  }

  clear(): void {
    this.set({});
  }

  /** Whether a request with this `Prefer` header needs a look at all. */
  concerns(prefer: unknown): boolean {
    return this.#scenario.length > 0 || (prefer !== undefined && this.byRequest);
  }

  /**
   * What one request gets: its share of the scenario, and what it asks for itself, which takes the place of a fault of the
   * same name. Preferences that are no faults, and values that are none, are passed over (RFC 7240 section 2).
   */
  choose(prefer: unknown): RequestFaults | undefined {
    // A generator of its own: what it gets depends on the number of requests before it, and not on what they were.
    const random = randomFrom(this.#random() * 2 ** 32);
    const drawn = this.#scenario.filter(({ share }) => share === 1 || random() < share);
    const asked = this.byRequest && typeof prefer === "string" ? askedFaults(prefer) : [];
    if (drawn.length + asked.length === 0) return undefined;
    const names = new Set(asked.map(({ name }) => name));
    const all = [...drawn.filter(({ name }) => !names.has(name)), ...asked];
    const chosen = faultNames.flatMap((name) => all.filter((each) => each.name === name));
    return new RequestFaults(chosen, new Set(asked), random);
  }
}

function askedFaults(prefer: string): readonly ChosenFault[] {
  return readPreferences(prefer).flatMap(([preference, value]) => {
    const name = faultNames.find((each) => each === preference);
    if (name === undefined || faults[name].standing === true) return [];
    const effects = faults[name].read(value);
    return effects === undefined ? [] : [{ name, value, share: 1, effects }];
  });
}
