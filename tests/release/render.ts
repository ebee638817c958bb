/** What the gate prints: the table that says what broke, and what to write. */
import type { Bump } from "./bump.ts";
import type { Change } from "./change.ts";
import type { Verdict } from "./verdict.ts";

/** Rows that are printed; the rest is counted. */
const shown = 30;

/** @param base - what today was compared with, for people */
export function renderVerdict(verdict: Verdict, base: string): string {
  const { ok, required, given, changes, uncovered } = verdict;
  return [
    `Compared with: ${base}`,
    `Changes need:  ${required}${changes.length === 0 ? " (nothing that a user can see changed)" : ` (${counts(changes)})`}`,
    `Pending gives: ${given.bump}${given.by.length === 0 ? " (no changeset)" : ` (${given.by.join(", ")})`}`,
    ...(ok ? carried(changes) : ["", table(uncovered), "", remedy(verdict)]),
  ].join("\n");
}

/** What passes is told too, without the patches: a review wants to know what the next release brings. */
function carried(changes: readonly Change[]): string[] {
  const notable = changes.filter(({ bump }) => bump !== "patch");
  return notable.length === 0 ? [] : ["", table(notable)];
}

const counts = (changes: readonly Change[]): string =>
  (["major", "minor", "patch"] as const)
    .map((bump) => ({ bump, count: changes.filter((change) => change.bump === bump).length }))
    .filter(({ count }) => count > 0)
    .map(({ bump, count }) => `${count} ${bump}`)
    .join(", ");

function table(changes: readonly Change[]): string {
  const rows = changes.slice(0, shown);
  const width = (of: (change: Change) => string, least: number) =>
    Math.min(64, Math.max(least, ...rows.map((change) => of(change).length))) + 2;
  const places = width(({ place }) => place, 5);
  const line = (needs: string, where: string, place: string, what: string) =>
    `${needs.padEnd(7)}${where.padEnd(14)}${place.padEnd(places - 2)}  ${what}`.trimEnd();
  return [
    line("needs", "where", "place", "what"),
    ...rows.map(({ bump, where, place, what }) => line(bump, where, place, what.split("\n")[0] ?? "")),
    ...(changes.length > shown ? [`... and ${changes.length - shown} more`] : []),
  ].join("\n");
}

const reasons: Record<Bump, string> = {
  major: "It breaks somebody who uses the last release.",
  minor: "A user can do or has to know something new.",
  patch: "A user can see it.",
  none: "",
};

function remedy({ required, given }: Verdict): string {
  const missing =
    given.bump === "none" ? "No changeset speaks of it." : `The pending changesets give no more than ${given.bump}.`;
  return [
    `What to write: these changes need a ${required} release. ${reasons[required]} ${missing}`,
    `  Run \`pnpm changeset\`, choose ${required} for the packages that changed, and say in one sentence`,
    `  ${required === "major" ? "what somebody who upgrades has to change." : "what somebody who upgrades can now do or see."}`,
    "  Or, if the change is not meant, take it back: spec/openapi.yaml first, then `pnpm generate`.",
  ].join("\n");
}
