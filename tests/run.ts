/**
 * `pnpm test`: runs everything that proves the repository and ends with a summary, whatever went wrong before it.
 * The last line is always `N passed, N failed`, so that a script can read it.
 */
import { parseArgs } from "node:util";
import { collect } from "./run/outcome.ts";
import { clearReports } from "./run/report.ts";
import { findRooms } from "./run/rooms.ts";
import { complaint } from "./run/complaint.ts";
import { renderSummary, total } from "./run/summary.ts";
import { runTasks } from "./run/turbo.ts";

const usage = (names: string[]) => `Usage: pnpm test [room...] [options]

Without a room: lint, format, types and all tests. With rooms: types and tests of those only.
What has not changed since it last passed is taken from the cache.

Rooms: ${names.join(", ")}

Options:
  --force   run everything again, cached or not
  --help    show this text

One test:   pnpm --filter @chatbase-kit/client exec vitest run -t "part of its title"
Watch:      pnpm --filter @chatbase-kit/client exec vitest

The last line counts tests; a failed check (lint, format, types) counts as one failure. Exit code 0 means that
nothing failed and that at least one test ran.`;

async function main(): Promise<number> {
  const options = {
    force: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const rooms = findRooms();
  const names = rooms.map(({ name }) => name);
  if (values.help) {
    console.log(usage(names));
    return 0;
  }
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`No room is called ${unknown.join(", ")}. Rooms: ${names.join(", ")}`);

  const wanted = positionals.length > 0 ? rooms.filter(({ name }) => positionals.includes(name)) : rooms;
  clearReports(wanted);
  const run = await runTasks({ rooms: wanted, whole: positionals.length === 0, force: values.force });
  const outcome = collect(run, wanted);
  console.log(renderSummary(outcome));
  const { passed, failed } = total(outcome);
  return failed === 0 && passed > 0 && run.exitCode === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 2;
}
