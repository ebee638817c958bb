import { type Target, targets } from "./checks.ts";
import type { Outcome } from "./drift.ts";
import { type PeerName, peerNames } from "./peers.ts";

/** Longest that a mutation may take, in seconds. More is told, but is no failure: a busy machine is no missing check. */
export const slow = 30;

/** How many mutations are caught. */
export interface Score {
  readonly mutations: number;
  readonly caught: number;
  /** How many each peer alone notices; undefined when it was not asked, or can see nothing there. */
  readonly peers: Partial<Record<PeerName, number>>;
}

export const survived = ({ caughtBy }: Outcome): boolean => caughtBy === undefined;
export const tookLong = ({ seconds }: Outcome): boolean => seconds >= slow;

/** The score of some outcomes. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const asked = peerNames.filter((peer) => outcomes.some(({ peers }) => peers[peer] !== undefined));
  return {
    mutations: outcomes.length,
    caught: outcomes.filter((outcome) => !survived(outcome)).length,
    peers: Object.fromEntries(asked.map((peer) => [peer, outcomes.filter(({ peers }) => peers[peer]).length])),
  };
}

/** A row for each target that has a mutation, in the order of the arrow, and one for all. */
export function scores(outcomes: readonly Outcome[]): [name: Target | "all", score: Score][] {
  const rows = (Object.keys(targets) as Target[]).flatMap((target): [Target, Score][] => {
    const own = outcomes.filter(({ mutation }) => mutation.target === target);
    return own.length === 0 ? [] : [[target, scoreOf(own)]];
  });
  return [...rows, ["all", scoreOf(outcomes)]];
}
