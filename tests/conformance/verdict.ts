import type { Survey } from "./survey.ts";

/** What a look at one point came to. `found` holds structure only: names, counts, statuses; never a value of a lead. */
export type Verdict =
  | { readonly verdict: "as the spec" | "cannot tell"; readonly found: string }
  | {
      readonly verdict: "differs";
      readonly found: string;
      /** Flags of our server that make it answer like this; absent when no switch does. */
      readonly imitate?: string;
    };

/** One thing on which a server can agree with the spec or not. */
export interface Point {
  readonly id: string;
  readonly title: string;
  /** What the spec or docs/behaviour.md says, with the source. */
  readonly says: string;
  /** Which requests the verdict comes from. */
  readonly how: string;
  readonly look: (survey: Survey) => Verdict;
}

export const asSpec = (found: string): Verdict => ({ verdict: "as the spec", found });
export const cannotTell = (found: string): Verdict => ({ verdict: "cannot tell", found });
export const differs = (found: string, imitate?: string): Verdict =>
  imitate === undefined ? { verdict: "differs", found } : { verdict: "differs", found, imitate };
