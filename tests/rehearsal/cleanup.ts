/** Nothing is left running, and nothing lying about: done, and then looked at. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { killAll, type Leftover, processesWith } from "./processes.ts";

/** Ends every process at once and removes the folder. Waits for nothing: it is also the way out after Ctrl+C. */
export function cleanUp(folder: string, keep: boolean): void {
  killAll();
  for (const { pid } of processesWith(folder)) endQuietly(pid);
  if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * Leaves nothing behind either when somebody stops it half way: by Ctrl+C, by a signal, or by ending pnpm, which started this
 * and tells nobody that it goes.
 *
 * @param tell - one line, before anything is removed
 */
export function cleanUpWhenStopped(folder: string, keep: boolean, tell: (line: string) => void): void {
  const leave = (reason: string, code: number): never => {
    tell(`\n${reason}: ending what runs and removing ${keep ? "nothing" : folder}`);
    cleanUp(folder, keep);
    process.exit(code);
  };
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
    process.on(signal, () => leave(signal, 128 + number));
  }
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid === parent || leave("Whoever started this is gone", 128 + 15), 500);
  watch.unref();
}

function endQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** @throws Error naming every process of the rehearsal that still runs after two seconds */
export async function expectNothingRuns(folder: string): Promise<void> {
  let left: Leftover[] = [];
  for (let attempt = 0; attempt < 20; attempt += 1) {
    left = processesWith(folder);
    if (left.length === 0) return;
    await sleep(100);
  }
  throw new Error(`Still running: ${left.map(({ pid, command }) => `${pid} ${command}`).join("; ")}`);
}

/** What a rehearsal must not touch, as one text that changes with it. */
export function surroundings(root: string): string {
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: root, maxBuffer: 2 ** 28 }).toString();
  const settings = join(homedir(), ".npmrc");
  return [
    git("status", "--porcelain", "--untracked-files=all"),
    createHash("sha256").update(git("diff", "HEAD")).digest("hex"),
    git("for-each-ref"),
    existsSync(settings) ? createHash("sha256").update(readFileSync(settings)).digest("hex") : "no settings of npm",
  ].join("\n");
}
