/** `pnpm coverage`: do the tests show every part of the spec, and does no answer contradict it? */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { complaint } from "../run/complaint.ts";
import { root } from "../run/rooms.ts";
import { judge } from "./judge.ts";
import { recordTests } from "./record.ts";
import { isWhole, render } from "./render.ts";
import { readTraffic } from "./traffic.ts";

const usage = `Usage: pnpm coverage [options]

Runs the tests that start a server, with a \`redocly proxy\` in front of each server, and holds what went through against
the spec with \`redocly drift --coverage\`. Every operation, parameter, status and schema property has to be there (an
operation and a parameter in a request that had success), and no answer may contradict the spec. Takes about two minutes.

What was recorded holds only made-up leads and the keys of tests; it is deleted at the end.

Options:
  --keep DIR      keep the traffic (judged.har) and redocly's reports in DIR, such as reports/coverage
  --traffic HAR   judge this recording instead of running the tests
  --spec FILE     hold it against this description, bundled JSON (default: spec/openapi.json)
  --help          show this text

Exit code: 0 all of the spec is shown and nothing contradicts it, 1 not, 2 it could not be found out.`;

/** A folder that goes with this process, however it ends. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-coverage-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  return folder;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      keep: { type: "string" },
      traffic: { type: "string" },
      spec: { type: "string", default: join(root, "spec/openapi.json") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const recordings = temporaryFolder();
  if (values.keep !== undefined) mkdirSync(values.keep, { recursive: true });
  const { entries, failedRooms } =
    values.traffic === undefined
      ? await recordTests(recordings, (line) => console.log(line))
      : { entries: readTraffic(values.traffic), failedRooms: [] };
  const verdict = await judge(entries, resolve(values.spec), resolve(values.keep ?? recordings));
  console.log(`\n${render(verdict)}`);
  if (failedRooms.length === 0) return isWhole(verdict) ? 0 : 1;
  const command = `pnpm test ${failedRooms.join(" ")}`;
  console.error(
    `\nTests failed while they were recorded. Where \`${command}\` passes, the proxy is what disturbs them.`,
  );
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 2;
}
