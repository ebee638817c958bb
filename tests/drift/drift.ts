/** Applies the mutations of a list one at a time and asks, for each, which check sees it. */
import { type CheckName, commandsOf, concerned, type Target } from "./checks.ts";
import type { Mutation } from "./mutation.ts";
import { askPeers, type Complaints, type PeerName, type Peers, peerNames } from "./peers.ts";
import type { Ended } from "./process.ts";
import { makeWorkbench, type Workbench } from "./workbench.ts";

/** What became of a mutation. */
export interface Outcome {
  readonly mutation: Mutation;
  /** First check that failed; undefined for a survivor. */
  readonly caughtBy: CheckName | undefined;
  /** What that check said, in a line. */
  readonly says: string;
  /** From the mutation to the verdict. The peers are not in it. */
  readonly seconds: number;
  /** Whether each peer, alone, notices; undefined when it was not asked or can see nothing of the target. */
  readonly peers: Partial<Record<PeerName, boolean>>;
}

export interface DriftOptions {
  readonly mutations: readonly Mutation[];
  /** Mutations at a time, each in a copy of its own. */
  readonly jobs: number;
  readonly peers: boolean;
  readonly onStep: (text: string) => void;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** The tree fails a check before anything was mutated: no verdict could be trusted. */
export class NotGreen extends Error {
  override readonly name = "NotGreen";
}

const checksOf = ({ checks, target }: Mutation): readonly CheckName[] => checks ?? concerned[target];

/** The line of a failed process that tells a reader most. */
function tellingLine({ output, late }: Ended): string {
  if (late) return "did not end in time";
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /^FAIL |error TS\d+|Error: /.test(line)) ?? lines.find((line) => line !== "") ?? "";
}

/** Runs a check; how it ended if it failed. One that does not end in time is asked once more: the machine may be busy. */
async function failureOf(check: CheckName, target: Target, bench: Pick<Workbench, "run">): Promise<Ended | undefined> {
  for (const command of commandsOf(check, target)) {
    const first = await bench.run(command);
    const ended = first.late ? await bench.run(command) : first;
    if (ended.exitCode !== 0) return ended;
  }
  return undefined;
}

/** Works through a queue, each worker at its own bench. */
async function atBenches<Item>(
  benches: readonly Workbench[],
  items: readonly Item[],
  work: (item: Item, bench: Workbench) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    benches.map(async (bench) => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item, bench);
    }),
  );
}

/** @throws {NotGreen} naming the checks that fail although nothing was mutated */
async function assertGreen(benches: readonly Workbench[], checks: readonly CheckName[]): Promise<void> {
  const inDoubt: CheckName[] = [];
  await atBenches(benches, checks, async (check, bench) => {
    if ((await failureOf(check, "spec", bench)) !== undefined) inDoubt.push(check);
  });
  const failed: string[] = [];
  // Once more, alone: a busy machine is no red tree.
  await atBenches(benches.slice(0, 1), inDoubt, async (check, bench) => {
    const failure = await failureOf(check, "spec", bench);
    if (failure !== undefined) failed.push(`${check}: ${tellingLine(failure)}`);
  });
  if (failed.length > 0)
    throw new NotGreen(`Without any mutation, these checks fail here; run \`pnpm test\` first.\n${failed.join("\n")}`);
}

/** Who sees a mutation that stands in the copy first. What does not end, asked twice, has seen nothing: it is named instead. */
export async function firstToSee(
  mutation: Mutation,
  bench: Pick<Workbench, "run">,
): Promise<{ caughtBy: CheckName | undefined; says: string }> {
  const late: string[] = [];
  for (const check of checksOf(mutation)) {
    const failure = await failureOf(check, mutation.target, bench);
    if (failure === undefined) continue;
    // Who has not ended has seen nothing.
    if (failure.late) late.push(check);
    else return { caughtBy: check, says: tellingLine(failure) };
  }
  return { caughtBy: undefined, says: late.length > 0 ? `did not end in time: ${late.join(", ")}` : "" };
}

/** What the peers say of this mutation and do not say without it. */
async function noticedBy(bench: Workbench, mutation: Mutation, before: Complaints): Promise<Peers> {
  if (mutation.target === "client") return {};
  // Both look at what is served, so the served spec has to be the mutated one even if a check has stopped at the lint.
  if (mutation.target === "spec") await failureOf("generate", "spec", bench);
  const after = await askPeers(bench);
  return Object.fromEntries(
    peerNames.map((peer) => [peer, after[peer].some((complaint) => !before[peer].includes(complaint))]),
  );
}

async function tryOne(mutation: Mutation, bench: Workbench, before: Complaints | undefined): Promise<Outcome> {
  const start = performance.now();
  bench.apply(mutation);
  try {
    const found = await firstToSee(mutation, bench);
    const seconds = (performance.now() - start) / 1000;
    return { mutation, ...found, seconds, peers: before ? await noticedBy(bench, mutation, before) : {} };
  } finally {
    bench.restore();
  }
}

/**
 * The outcomes, in the order of the list.
 *
 * @throws {NotGreen}, {UnusableMutation}
 */
export async function drift({ mutations, jobs, peers, onStep, onOutcome }: DriftOptions): Promise<Outcome[]> {
  onStep(`Copying the tree (${jobs === 1 ? "once" : `${jobs} times`})`);
  const benches = Array.from({ length: Math.min(jobs, mutations.length) }, makeWorkbench);
  try {
    const checks = [...new Set(mutations.flatMap(checksOf))];
    onStep(`Seeing that the ${checks.length} checks concerned pass without a mutation`);
    await assertGreen(benches, checks);
    for (const bench of benches) bench.restore();
    const [first] = benches;
    const before = peers && first ? await askPeers(first) : undefined;
    const outcomes = new Map<string, Outcome>();
    await atBenches(benches, mutations, async (mutation, bench) => {
      const outcome = await tryOne(mutation, bench, before);
      outcomes.set(mutation.id, outcome);
      onOutcome(outcome);
    });
    return mutations.flatMap(({ id }) => outcomes.get(id) ?? []);
  } finally {
    for (const bench of benches) bench.remove();
  }
}
