/**
 * What a fault is. Each has a file of its own in this folder and a row in faults/registry.ts; docs/faults.md is the guide for
 * those who use them.
 *
 * A fault acts at one or more places on the way of a request, always behind authentication, so that a stranger cannot have
 * one: before the parameters are looked at, on the parameters, on the leads of a page, on the body, or on the connection.
 */
import type { Lead } from "@chatbase-kit/contract/operations";

/** An answer that takes the place of the honest one. */
export interface Refusal {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a fault may know of a request whose parameters nobody has looked at yet. */
export interface Approach {
  /** Stands for the API key; the same for each of its requests, and not the key itself. */
  readonly caller: string;
  /** The next number of the seeded sequence, from 0 up to but not including 1. */
  readonly random: () => number;
  /** The time by a clock that goes on evenly, in milliseconds. */
  readonly elapsed: () => number;
  /** Resolves after so many milliseconds; sooner when the connection ends or the server stops. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** `passed`: there was nothing to do. `acted`: done, and the request goes on. `reset`: the connection is to be reset. */
export type Outcome = "passed" | "acted" | "reset" | Refusal;

/** Parameters as they were sent, decoded but not yet checked. */
export type RawQuery = Readonly<Record<string, string>>;

/** The two shapes of a list: the documented one, and the one that production was seen to send. */
export type Envelope = "documented" | "observed";

/** A page of leads on its way out. */
export interface Page {
  /** Its number, from 1. */
  readonly number: number;
  readonly leads: readonly Lead[];
  /** The honest page of another number; beyond the end it is empty. */
  readonly at: (number: number) => Promise<readonly Lead[]>;
}

/** A body on its way out. */
export interface Body {
  readonly text: string;
  /** Value of `Content-Type`. */
  readonly type: string;
}

/** How a body gets onto the connection. */
export interface Delivery {
  /** Time from its first byte to its last, in milliseconds. */
  readonly milliseconds: number;
  /** How much of it is sent before the connection ends; 1 is all of it. */
  readonly share: number;
}

/** What a fault does, at the places where it does something. */
export interface Effects {
  readonly before?: (approach: Approach) => Outcome | Promise<Outcome>;
  /** Gives back the same object when there is nothing to change; {@link Effects.page} too. */
  readonly query?: (query: RawQuery) => RawQuery;
  readonly page?: (page: Page) => readonly Lead[] | Promise<readonly Lead[]>;
  readonly envelope?: Envelope;
  readonly body?: (body: Body) => Body;
  readonly delivery?: Partial<Delivery>;
}

/** One way to misbehave. */
export interface Fault {
  /** What it does, in a few words for `--help`. */
  readonly does: string;
  /** What its value must be, in words that follow "must be". */
  readonly takes: string;
  /** A value as it stands behind `=`; empty for a fault that takes none. */
  readonly example: string;
  /**
   * Whether it holds for every request of a scenario, so that neither one request can ask for it nor only some can have it.
   * @default false
   */
  readonly standing?: true;
  /** Reads a value, empty when none was given. Undefined if it is not what the fault {@link Fault.takes}. */
  readonly read: (value: string) => Effects | undefined;
}
