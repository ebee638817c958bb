import { type ChildProcess, spawn } from "node:child_process";

/** How a process ended. */
export interface Ended {
  /** 0 is success; undefined when it was killed, which is no success. */
  readonly exitCode: number | undefined;
  /** Whether it was killed because its time was up. */
  readonly late: boolean;
  /** What it said on both streams. */
  readonly output: string;
  /** What it said on standard output alone. */
  readonly stdout: string;
}

const running = new Set<ChildProcess>();

/** Each process leads a group of its own, so that its children end with it. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}

/** Ends every process that is running, with all that it started. */
export function endAll(): void {
  for (const child of running) endGroup(child);
  running.clear();
}

/**
 * Runs Node to its end.
 *
 * @param limit milliseconds after which the process and its children are killed
 * @throws if Node cannot be started
 */
export async function runNode(
  args: readonly string[],
  { cwd, env, limit }: { cwd: string; env: NodeJS.ProcessEnv; limit: number },
): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const said = { output: "", stdout: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.output += text;
    said.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.output += text));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup(child);
  }, limit);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { exitCode: exitCode ?? undefined, late, ...said };
  } finally {
    clearTimeout(timer);
    endGroup(child);
    running.delete(child);
  }
}
