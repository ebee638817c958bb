/** `pnpm bench`: measures this kit beside what a user would pick instead, and writes down what came of it. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Run } from "./report/markdown.ts";
import { writeReport } from "./report/write.ts";
import { describeMachine } from "./run/machine.ts";
import { installPeers } from "./run/peers.ts";
import type { Table } from "./run/table.ts";
import { suites } from "./suites.ts";

const usage = `Usage: pnpm bench [suite...] [options]

Measures this kit and what a user would pick instead, in turns, in one run. Writes bench/RESULTS.md, bench/results.json and
bench/charts. With suites, or with --quick, the results go to bench/reports instead: a part is no result to publish.

Suites:
${suites.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join("\n")}

Options:
  --quick        less of everything, in under two minutes
  --rounds <n>   samples of each contender (5; with --quick 3)
  --help         show this text

Exit codes: 0 measured, 1 a contender failed, 2 wrong usage, 130 or 143 stopped by SIGINT or SIGTERM.`;

/** What a run is asked to do. */
interface Order {
  readonly names: readonly string[];
  readonly quick: boolean;
  readonly rounds: number;
}

async function measure({ names, quick, rounds }: Order): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-bench-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Also after SIGINT and SIGTERM: the Postgres of the registry waits for its databases to stop, and then exits.
  process.once("exit", remove);
  const started = performance.now();
  const tables: Table[] = [];
  for (const { name, run } of suites.filter((suite) => names.includes(suite.name))) {
    const say = (line: string): void => {
      const seconds = Math.round((performance.now() - started) / 1_000);
      process.stderr.write(`${`${seconds}`.padStart(5)} s  ${name}: ${line}\n`);
    };
    tables.push(...(await run({ quick, rounds, folder, say })));
  }
  return { machine: describeMachine(), date: new Date().toISOString().slice(0, 10), rounds, quick, tables };
}

function orderOf(args: string[]): Order | string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return usage;
  const known = suites.map(({ name }) => name);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`No suite is called ${unknown}. Suites: ${known.join(", ")}.`);
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError("--rounds must be a whole number from 1.");
  return { names: positionals.length > 0 ? positionals : known, quick: values.quick, rounds };
}

/** Ends a run that failed. */
function fail(error: unknown, code: number): never {
  console.error(error instanceof Error ? error.message : error);
  // Not by exitCode: the Postgres of the registry ends a process that has nothing left to do, and always with 0.
  process.exit(code);
}

async function main(order: Order): Promise<void> {
  process.stderr.write("installing the peers\n");
  installPeers();
  const run = await measure(order);
  const whole = !order.quick && order.names.length === suites.length;
  const folder = fileURLToPath(new URL(whole ? "." : "reports", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeReport(folder, run);
  console.log(`Written: ${join(folder, "RESULTS.md")}`);
}

function orderOrEnd(args: string[]): Order | string {
  try {
    return orderOf(args);
  } catch (error) {
    return fail(error, 2);
  }
}

const order = orderOrEnd(process.argv.slice(2));
if (typeof order === "string") console.log(order);
else await main(order).catch((error: unknown) => fail(error, 1));
