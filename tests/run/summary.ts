import type { CheckOutcome, Outcome, RoomOutcome } from "./outcome.ts";

/** Failing tests named in the summary; the rest is above, in the output of the run. */
const namedFailures = 20;

export interface Total {
  passed: number;
  failed: number;
  skipped: number;
}

/** Sums tests over all rooms; each failed check adds one failure, so that a red run never says `0 failed`. */
export function total({ rooms, checks }: Outcome): Total {
  const sum = (count: (room: RoomOutcome) => number) => rooms.reduce((all, room) => all + count(room), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failures }) => failures.length) + checks.filter(({ ok }) => !ok).length,
    skipped: sum(({ skipped }) => skipped),
  };
}

/** The text after a run: a table of rooms, the checks, what failed, how to run it again, and the line for scripts. */
export function renderSummary(outcome: Outcome): string {
  const { passed, failed, skipped } = total(outcome);
  const sections = [
    renderRooms(outcome.rooms),
    outcome.checks.length > 0 && renderChecks(outcome.checks),
    ...renderFailures(outcome),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  ];
  return `\n${sections.filter(Boolean).join("\n\n")}`;
}

function renderRooms(rooms: RoomOutcome[]): string {
  const width = Math.max(4, ...rooms.map(({ name }) => name.length)) + 2;
  const line = (name: string, ...cells: string[]) =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join("")}`;
  return [
    line("Room", "passed", "failed", "skipped", "seconds"),
    ...rooms.map((room) => {
      const counts = [room.passed, room.failures.length, room.skipped].map(String);
      return line(room.name, ...counts, room.cached ? "cached" : room.seconds.toFixed(1));
    }),
  ].join("\n");
}

const titles = (checks: CheckOutcome[]) => checks.map(({ title }) => title).join(", ");

function renderChecks(checks: CheckOutcome[]): string {
  const passed = checks.filter(({ ok }) => ok);
  const failed = checks.filter(({ ok }) => !ok);
  return [
    passed.length > 0 && `Checks ok:     ${titles(passed)}`,
    failed.length > 0 && `Checks FAILED: ${titles(failed)}`,
  ]
    .filter(Boolean)
    .join("\n");
}

function renderFailures({ rooms, checks }: Outcome): string[] {
  const failures = rooms.flatMap(({ name, failures: failed }) => failed.map((title) => `  ${name}: ${title}`));
  const more = failures.length - namedFailures;
  const rerun = [
    ...rooms.filter(({ failures: failed }) => failed.length > 0).map(({ name }) => `  pnpm test ${name}`),
    ...checks.filter(({ ok }) => !ok).map((check) => `  ${check.rerun}`),
  ];
  return [
    ...(failures.length > 0 ? [["Failed:", ...failures.slice(0, namedFailures)].join("\n")] : []),
    ...(more > 0 ? [`  ... and ${more} more, see above`] : []),
    ...(rerun.length > 0 ? [["Run again:", ...rerun].join("\n")] : []),
  ];
}
