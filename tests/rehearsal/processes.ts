/** Programs that a rehearsal starts, each in a process group of its own, so that all of it is ended by that group's id. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Environment of a program. */
export type Environment = Record<string, string | undefined>;

export interface Place {
  cwd: string;
  env: Environment;
}

/** A program that ended with another exit code than 0; the message has its last lines. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** What it printed, both streams in the order in which it came. */
  readonly output: string;

  constructor(command: string, code: number | string, output: string) {
    const lines = output.trimEnd().split("\n");
    super(`\`${command}\` ended with ${code}:\n${lines.slice(-40).join("\n")}`);
    this.output = output;
  }
}

const groups = new Set<number>();

/** Starts a program that goes on until {@link stop}. Its input is empty. */
export function start(command: string, args: readonly string[], { cwd, env }: Place): ChildProcess {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  if (child.pid !== undefined) groups.add(child.pid);
  return child;
}

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to its standard output
 * @throws CommandError
 */
export async function run(command: string, args: readonly string[], place: Place): Promise<string> {
  const child = start(command, args, place);
  let [printed, both] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    both += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => (both += chunk.toString()));
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once("error", (cause: NodeJS.ErrnoException) =>
      reject(cause.code === "ENOENT" ? notThere(command, cause) : cause),
    );
    child.once("close", (exitCode, signal) => resolve(exitCode ?? signal ?? "no exit code"));
  });
  if (child.pid !== undefined && !isAlive(child.pid)) groups.delete(child.pid);
  if (code !== 0) throw new CommandError([command, ...args].join(" "), code, both);
  return printed;
}

function notThere(command: string, cause: Error): Error {
  const remedy = command === "pnpm" ? " Start this with `npx -y pnpm@12 release:rehearse`, which brings it." : "";
  return new Error(`${command} is not on the PATH.${remedy}`, { cause });
}

/** Ends a program and everything below it: asks first, and after ten seconds does not ask any more. */
export async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  signalGroup(pid, "SIGTERM");
  for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await sleep(50);
  signalGroup(pid, "SIGKILL");
  groups.delete(pid);
}

/** Ends every program at once, without asking. For the way out. */
export function killAll(): void {
  for (const pid of groups) signalGroup(pid, "SIGKILL");
  groups.clear();
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

const isAlive = (pid: number): boolean => signalGroup(pid, 0);

/** A process that outlived its rehearsal. */
export interface Leftover {
  pid: number;
  command: string;
}

/**
 * Every process that was started with `mark` in its environment, whatever group or parent it has now: a program that made
 * itself a daemon included. Linux only; elsewhere the list is empty, and the groups of {@link killAll} are all that is known.
 */
export function processesWith(mark: string): Leftover[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, "latin1").includes(mark)) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return [{ pid: Number(name), command }];
    } catch {
      // It has ended since the list was read, or is somebody else's.
      return [];
    }
  });
}
