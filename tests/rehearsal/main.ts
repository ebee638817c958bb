/** `pnpm release:rehearse`: the whole release on this machine, against a registry that lives as long as it does. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { complaint } from "../run/complaint.ts";
import { root } from "../run/rooms.ts";
import { cleanUp, cleanUpWhenStopped, expectNothingRuns, surroundings } from "./cleanup.ts";
import { type Findings, rehearse } from "./rehearsal.ts";
import { CannotRehearse, createSteps, messageOf, renderSummary, type Steps } from "./steps.ts";
import { compareTable, renderTable, replaceTable, tableFile } from "./table.ts";
import { createWorkplace } from "./workplace.ts";

const usage = `Usage: pnpm release:rehearse [options]

Makes the release that is due in a throw-away clone, publishes it to a registry on this machine (verdaccio) and uses it as
people will: npm and pnpm, ES modules and CommonJS, Node 20 and 26, TypeScript 5.9, 6 and 7, a browser, all against the
server that npx starts. Then makes two breaking releases to see what old and new versions make of each other. Takes about
two minutes; the first time it also downloads its tools. Works from any state of git; what is not committed is rehearsed too.
Needs a registry (the one that npm uses here), Linux or macOS. Changes nothing in this folder or in your home.

Options:
  --write           write the compatibility table of ${tableFile} instead of comparing it
  --tarballs DIR    keep the tested tarballs in DIR, which must not exist: what \`pnpm release:publish --from DIR\` takes
  --json FILE       write steps, sizes and the compatibility of the versions as JSON
  --keep            leave the temporary folder, to look at
  --help            show this text

Exit code: 0 it can be released, 1 it cannot, 2 it could not be rehearsed here. After Ctrl+C: 130.`;

interface Options {
  write: boolean;
  keep: boolean;
  tarballs: string | undefined;
  json: string | undefined;
}

function readOptions(): Options | "help" {
  const { values } = parseArgs({
    options: {
      write: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      tarballs: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const tarballs = values.tarballs === undefined ? undefined : resolve(values.tarballs);
  if (tarballs !== undefined && existsSync(tarballs)) throw new CannotRehearse(`${tarballs} exists already`);
  return { write: values.write, keep: values.keep, tarballs, json: values.json };
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === "help") {
    console.log(usage);
    return 0;
  }
  const steps = createSteps(console.log);
  const before = surroundings(root);
  const place = createWorkplace();
  cleanUpWhenStopped(place.folder, options.keep, console.error);
  let findings: Findings | undefined;
  let problem: unknown;
  try {
    findings = await rehearse(place, steps, options.tarballs);
  } catch (error) {
    problem = error;
  }
  try {
    await leaveNothing(place.folder, options.keep, before, steps);
    if (findings !== undefined) await settleTable(findings, options.write, steps);
  } catch (error) {
    problem ??= error;
  }
  return conclude(options, steps, findings, problem, place.folder);
}

async function leaveNothing(folder: string, keep: boolean, before: string, { step }: Steps): Promise<void> {
  await step("Nothing is left running", async () => {
    cleanUp(folder, keep);
    await expectNothingRuns(folder);
  });
  await step("Nothing is left lying about", (say) => {
    if (keep) say(`but for ${folder}, as asked`);
    else if (existsSync(folder)) throw new Error(`${folder} is still there`);
    if (surroundings(root) !== before)
      throw new Error(
        "The repository, or ~/.npmrc, is not as it was. Unless you edited something meanwhile: see `git status`.",
      );
  });
}

async function settleTable({ versions, cells }: Findings, write: boolean, { step }: Steps): Promise<void> {
  const file = join(root, tableFile);
  const table = renderTable(versions, cells);
  const document = readFileSync(file, "utf8");
  if (write) await step("The compatibility table is written", () => writeFileSync(file, replaceTable(document, table)));
  else await step("The compatibility table holds", () => compareTable(document, table));
}

function conclude(
  { json, keep }: Options,
  { results }: Steps,
  findings: Findings | undefined,
  problem: unknown,
  folder: string,
): number {
  const ok = problem === undefined;
  const verdict = ok ? `${findings?.versions[0]?.version} can be released.` : "Rehearsal: FAILED";
  console.log(renderSummary(results, verdict));
  if (keep) console.log(`Left for you to look at: ${folder}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ok, steps: results, ...findings }, null, 2)}\n`);
  if (ok) return 0;
  // Steps have told about themselves already.
  if (results.every(({ outcome }) => outcome === "passed")) console.error(messageOf(problem));
  return problem instanceof CannotRehearse ? 2 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 2;
}
