import { readFileSync } from "node:fs";
import { once } from "node:events";
import { startNode } from "./process.ts";

/** What a process needed. */
export interface Needed {
  readonly seconds: number;
  /** Most memory that was resident at one time, in MiB; NaN where the system does not tell. */
  readonly megabytes: number;
}

/** The peak that Linux keeps of a process. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1_024;
  } catch {
    return Number.NaN;
  }
}

/**
 * Runs a Node program to its end and measures it. It has the machine to itself, so it may use every core.
 *
 * @throws if it fails.
 */
export async function watch(args: readonly string[]): Promise<Needed> {
  const started = performance.now();
  const child = startNode("any", args);
  child.stdout?.resume();
  child.stderr?.resume();
  let megabytes = Number.NaN;
  const timer = setInterval(() => {
    const peak = peakOf(child.pid);
    if (!Number.isNaN(peak)) megabytes = peak;
  }, 20);
  const [code] = (await once(child, "exit")) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with exit code ${code}.`);
  return { seconds: (performance.now() - started) / 1_000, megabytes };
}
