/** What a run says at its end: the table for people, the report for machines. */
import type { Outcome } from "./drift.ts";
import { peerNames } from "./peers.ts";
import { type Score, scores, slow, survived, tookLong } from "./score.ts";

type Row = readonly string[];

/** Columns as wide as they have to be; figures to the right. */
function columns(rows: readonly Row[], right: ReadonlySet<number>): string {
  const width = (index: number): number => Math.max(...rows.map((row) => row[index]?.length ?? 0));
  const cell = (text: string, index: number): string =>
    right.has(index) ? text.padStart(width(index)) : text.padEnd(width(index));
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}

/** `yes`, `no`, or `-` for a peer that was not asked or can see nothing of the target. */
export function noticed(outcome: Outcome): string[] {
  return peerNames.map((peer) => ({ true: "yes", false: "no" })[String(outcome.peers[peer])] ?? "-");
}

/** The check that caught a mutation, or that none did. */
export const verdictOf = ({ caughtBy }: Outcome): string => caughtBy ?? "NOBODY";

/** `24 of 66`, or `-`. */
export function share(count: number | undefined, { mutations }: Score): string {
  return count === undefined ? "-" : `${count} of ${mutations}`;
}

/** One line for a mutation, while the run goes on. */
export function renderLine({ mutation, ...outcome }: Outcome, done: number, all: number): string {
  const verdict = outcome.caughtBy === undefined ? "SURVIVED" : `caught by ${outcome.caughtBy}`;
  return `${String(done).padStart(String(all).length)}/${all}  ${mutation.id}: ${verdict}, ${outcome.seconds.toFixed(1)} s`;
}

function renderSurvivors(outcomes: readonly Outcome[]): string[] {
  if (outcomes.length === 0) return [];
  const each = outcomes.map(
    ({ mutation: { id, breaks, file }, says }) => `  ${id} (${file}): ${breaks}${says && ` (${says})`}`,
  );
  return [
    "",
    "No check sees these. Each is a check that is missing: write it, in the room that it belongs to.",
    ...each,
  ];
}

/** The table, the score of each target, and what is to be done. */
export function renderTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.mutation.id,
    verdictOf(outcome),
    outcome.seconds.toFixed(1),
    ...noticed(outcome),
  ]);
  const totals = scores(outcomes).map(([name, score]) => [
    name,
    share(score.caught, score),
    ...peerNames.map((peer) => share(score.peers[peer], score)),
  ]);
  const late = outcomes.filter(tookLong).map(({ mutation, seconds }) => `${mutation.id} (${seconds.toFixed(0)} s)`);
  return [
    columns([["mutation", "caught by", "seconds", ...peerNames], ...rows], new Set([2])),
    "",
    columns([["target", "our checks", ...peerNames.map((peer) => `${peer} alone`)], ...totals], new Set()),
    ...renderSurvivors(outcomes.filter(survived)),
    ...(late.length > 0 ? ["", `Slower than ${slow} seconds: ${late.join(", ")}`] : []),
  ].join("\n");
}

/** The same for machines. */
export function renderJson(outcomes: readonly Outcome[]): string {
  const mutations = outcomes.map(({ mutation, caughtBy, says, seconds, peers }) => ({
    id: mutation.id,
    target: mutation.target,
    breaks: mutation.breaks,
    caughtBy: caughtBy ?? null,
    says,
    seconds: Math.round(seconds * 10) / 10,
    peers,
  }));
  return `${JSON.stringify({ score: Object.fromEntries(scores(outcomes)), mutations }, null, 2)}\n`;
}
