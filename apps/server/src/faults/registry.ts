import { clamp } from "./clamp.ts";
import { code } from "./code.ts";
import { contentType } from "./content-type.ts";
import { delay } from "./delay.ts";
import { duplicate } from "./duplicate.ts";
import { envelope } from "./envelope.ts";
import type { Fault } from "./fault.ts";
import { malformed } from "./malformed.ts";
import { rateLimit } from "./rate-limit.ts";
import { reset } from "./reset.ts";
import { shift } from "./shift.ts";
import { slow } from "./slow.ts";
import { truncate } from "./truncate.ts";

/** A value, or a value for some requests only: `500`, `"500@0.1"` for one in ten. */
type Sometimes<Value extends string | number> = Value | `${Value}@${number}`;

/** A fault without a value: always, or for some requests: `"@0.1"`. */
type Whenever = true | `@${number}`;

/**
 * Faults by name, each with the value that stands behind `=` in `--faults`; `@0.1` at its end is the share of the requests
 * that get it. All of them are listed in DIFFERENCES.md and explained in docs/faults.md.
 *
 * @example `{ code: "503@0.1", delay: "100-800", reset: "@0.01" }`
 */
export interface FaultSettings {
  /** Requests that each API key has, the rest gets 429: `5/s`, `60/m`, `1000/h`. For every request: takes no share. */
  readonly "rate-limit"?: `${number}/${"s" | "m" | "h"}`;
  /** Milliseconds before the answer, 0 to 60,000: `800`, a range `100-800`, a distribution `p50:80/p99:2000`. */
  readonly delay?: Sometimes<number | `${number}-${number}` | `p50:${number}/p99:${number}`>;
  /** Resets the connection in place of an answer. */
  readonly reset?: Whenever;
  /** Status of a refusal, 400 to 599. */
  readonly code?: Sometimes<number>;
  /** Most leads that a page has, 1 to 1000, whatever `size` asks for. */
  readonly clamp?: Sometimes<number>;
  /** How often each page comes in a row, from 2. */
  readonly duplicate?: Sometimes<number>;
  /** Leads that came in after page 1 was read, 1 to 1000; below 0: that were deleted. */
  readonly shift?: Sometimes<number>;
  /** Shape of the list. */
  readonly envelope?: Sometimes<"documented" | "observed">;
  /** Sends half of the JSON as if it were all. */
  readonly malformed?: Whenever;
  /** Value of `Content-Type`, such as `text/html`. */
  readonly "content-type"?: string;
  /** Milliseconds from the first byte of the body to the last, 1 to 60,000. */
  readonly slow?: Sometimes<number>;
  /** Ends the connection in the middle of the body. */
  readonly truncate?: Whenever;
}

/** Name of a fault: the same in flags, in the environment, in options and in a `Prefer` header. */
export type FaultName = keyof FaultSettings;

/** Every fault. Where two act at the same place, the one that stands first here acts first. */
export const faults: Readonly<Record<FaultName, Fault>> = {
  "rate-limit": rateLimit,
  delay,
  reset,
  code,
  clamp,
  duplicate,
  shift,
  envelope,
  malformed,
  "content-type": contentType,
  slow,
  truncate,
};

/** Every name, in the order of {@link faults}. */
export const faultNames = Object.keys(faults) as readonly FaultName[];
