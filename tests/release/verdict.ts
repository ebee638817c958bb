/** The decision, pure: what changed and what is pending in, pass or fail out. */
import { type Bump, compareBumps, largest } from "./bump.ts";
import type { Change } from "./change.ts";
import type { Given } from "./pending.ts";

export interface Verdict {
  ok: boolean;
  /** The least that the changes ask for. */
  required: Bump;
  given: Given;
  /** Every change, the largest first. */
  changes: Change[];
  /** Those that the pending bump does not carry. */
  uncovered: Change[];
}

/** A change may travel in any release that is large enough for it. */
export function judge(changes: readonly Change[], given: Given): Verdict {
  const sorted = changes.toSorted((a, b) => compareBumps(b.bump, a.bump));
  const uncovered = sorted.filter(({ bump }) => compareBumps(bump, given.bump) > 0);
  return {
    ok: uncovered.length === 0,
    required: largest(changes.map(({ bump }) => bump)),
    given,
    changes: sorted,
    uncovered,
  };
}
