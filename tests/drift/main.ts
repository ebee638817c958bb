/** `pnpm drift`: which disagreements of spec, contract, server and client do our checks see? */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { complaint, isMisuse } from "../run/complaint.ts";
import { root } from "../run/rooms.ts";
import { drift, NotGreen } from "./drift.ts";
import { faultsOf, type Mutation, readMutations, UnusableMutation, writtenList } from "./mutation.ts";
import { pageFile, renderPage } from "./page.ts";
import { endAll } from "./process.ts";
import { progress } from "./progress.ts";
import { renderJson, renderLine, renderTable } from "./render.ts";
import { sample } from "./sample.ts";
import { survived } from "./score.ts";
import { removeAll } from "./workbench.ts";

const mostJobs = 2;
const usage = `Usage: pnpm drift [options]

Applies the mutations of tests/drift/mutations one at a time, in throw-away copies of the working tree, and tells which check
sees each first. A mutation of the spec is generated from before that. The whole list takes about twenty
minutes on two cores.

Options:
  --only PATTERN   mutations whose id matches this regular expression
  --sample N       N of them, the same on every machine, every target among them
  --file FILE      mutations of your own instead of the list: YAML or JSON, as in tests/drift/mutations
  --list           show the mutations and end
  --no-peers       do not ask dredd alone and redocly drift alone
  --jobs N         mutations at a time, 1 or 2 (default: cores, at most ${mostJobs})
  --json FILE      report for machines (default: tests/reports/drift.json)
  --write          write ${pageFile} too; needs the whole list and the peers
  --help           show this text

Exit code: 0 every mutation was caught, 1 one survived, 2 a mutation does not apply, the tree is not green, or the usage is wrong.`;

class WrongUsage extends Error {}

const options = {
  only: { type: "string" },
  sample: { type: "string" },
  file: { type: "string" },
  list: { type: "boolean", default: false },
  peers: { type: "boolean", default: true },
  jobs: { type: "string", default: String(Math.min(mostJobs, availableParallelism())) },
  json: { type: "string", default: join(root, "tests/reports/drift.json") },
  write: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function wholeNumber(flag: string, text: string, most: number): number {
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= most) return Number(text);
  throw new WrongUsage(`${flag} must be a whole number from 1 to ${most}.`);
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new WrongUsage(`--only: ${(error as Error).message}`, { cause: error });
  }
}

function choose({ file, only, sample: count }: { file?: string; only?: string; sample?: string }): Mutation[] {
  const all = file === undefined ? writtenList() : readMutations(file);
  // All of them, not only the chosen: a mutation that no longer applies must not hide behind a pattern.
  const faults = faultsOf(all, root);
  if (faults.length > 0) throw new UnusableMutation(faults.join("\n"));
  const wanted = only === undefined ? all : all.filter(({ id }) => pattern(only).test(id));
  if (wanted.length === 0) throw new WrongUsage(`No mutation matches ${only}. --list shows them.`);
  return count === undefined ? wanted : sample(wanted, wholeNumber("--sample", count, 9_999));
}

/** Ctrl+C and the like: nothing is left running or lying about. */
function cleanUpOnSignal(): void {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    // Not once: a second Ctrl+C would cut the cleaning short.
    process.on(signal, () => {
      process.stderr.write("\nStopped; the copies are removed.\n");
      process.exit(code);
    });
  }
  process.once("exit", () => {
    endAll();
    removeAll();
  });
}

async function run(mutations: Mutation[], values: { jobs: string; peers: boolean; json: string; write: boolean }) {
  cleanUpOnSignal();
  const shown = progress(mutations.length);
  let done = 0;
  const outcomes = await drift({
    mutations,
    jobs: wholeNumber("--jobs", values.jobs, mostJobs),
    peers: values.peers,
    onStep: shown.say,
    onOutcome: (outcome) => shown.done(renderLine(outcome, (done += 1), mutations.length)),
  }).finally(shown.end);
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, renderJson(outcomes));
  if (values.write) writeFileSync(join(root, pageFile), renderPage(outcomes));
  console.log(`\n${renderTable(outcomes)}`);
  return outcomes.some(survived) ? 1 : 0;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options, allowNegative: true });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const part = values.only ?? values.sample ?? values.file;
  if (values.write && (part !== undefined || !values.peers))
    throw new WrongUsage("--write is about the whole list, with the peers.");
  const mutations = choose(values);
  if (!values.list) return await run(mutations, values);
  for (const { id, breaks } of mutations) console.log(`${id}: ${breaks}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const known = error instanceof WrongUsage || error instanceof UnusableMutation || error instanceof NotGreen;
  console.error(known || isMisuse(error) ? complaint(error) : error);
  process.exitCode = 2;
}
