import { spawn } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Room, root } from "./rooms.ts";

/** One task of a turbo run, as its run summary tells it. */
export interface TaskRun {
  /** `package#task`; the root package is `//`. */
  taskId: string;
  /** Undefined when the task was never started, because turbo itself stopped. */
  exitCode: number | undefined;
  seconds: number;
  cached: boolean;
}

export interface Run {
  exitCode: number;
  tasks: TaskRun[];
}

interface RunSummary {
  tasks: {
    taskId: string;
    command: string;
    cache: { status: string };
    execution?: { startTime: number; endTime: number; exitCode: number | null };
  }[];
}

const runsFolder = join(root, ".turbo/runs");

/** Runs lint, types and tests. All of them run even when one fails: the summary is to show everything at once. */
export async function runTasks(wanted: { rooms: Room[]; whole: boolean; force: boolean }): Promise<Run> {
  const tasks = wanted.whole ? ["lint:code", "lint:format", "lint", "typecheck", "test"] : ["typecheck", "test"];
  const args = [
    "run",
    ...tasks,
    ...(wanted.whole ? [] : wanted.rooms.map(({ packageName }) => `--filter=${packageName}`)),
    "--continue=always",
    // vitest brings workers of its own; more than a task per core only makes each of them slower.
    `--concurrency=${Math.max(2, availableParallelism())}`,
    "--output-logs=new-only",
    "--log-order=grouped",
    "--summarize",
    ...(wanted.force ? ["--force"] : []),
  ];
  rmSync(runsFolder, { recursive: true, force: true });
  const exitCode = await runTurbo(args);
  return { exitCode, tasks: readRun() };
}

async function runTurbo(args: string[]): Promise<number> {
  const turbo = createRequire(join(root, "package.json")).resolve("turbo/bin/turbo");
  const child = spawn(process.execPath, [turbo, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  });
  // Ctrl-C reaches turbo as well; wait for it, so that the summary still says what had run.
  process.once("SIGINT", () => {});
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function readRun(): TaskRun[] {
  const [file] = globSync("*.json", { cwd: runsFolder });
  if (file === undefined) return [];
  const summary = JSON.parse(readFileSync(join(runsFolder, file), "utf8")) as RunSummary;
  return summary.tasks
    .filter(({ command }) => command !== "<NONEXISTENT>")
    .map(({ taskId, cache, execution }) => ({
      taskId,
      exitCode: execution === undefined ? undefined : (execution.exitCode ?? 1),
      seconds: execution === undefined ? 0 : (execution.endTime - execution.startTime) / 1000,
      cached: cache.status === "HIT",
    }));
}
