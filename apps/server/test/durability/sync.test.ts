/** Between the last byte that is written and the acknowledgement lies an fsync, as the kernel sees it. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Breakage, seededFile, writerProcess } from "./writers.ts";

const commits = Number(process.env["CHATBASE_SYNCS"] ?? 20);

const hasTracer = spawnSync("strace", ["-V"]).status === 0;

/** Acknowledgements, and how many of them were given while something that was written had not reached the disk. */
function countEarly(trace: string): { acknowledged: number; early: number } {
  const dirty = new Set<string>();
  const counts = { acknowledged: 0, early: 0 };
  for (const line of trace.split("\n")) {
    const [, call, path = ""] = /(\w+)\(\d+<([^>]*)>/.exec(line) ?? [];
    const isStore = /\.db(?:-wal)?$/.test(path);
    if (isStore && call?.startsWith("pwrite")) dirty.add(path);
    if (isStore && call?.endsWith("sync")) dirty.delete(path);
    if (!/\bwrite\(1</.test(line)) continue;
    counts.acknowledged += 1;
    if (dirty.size > 0) counts.early += 1;
  }
  return counts;
}

async function traceWriter(breakage?: Breakage): Promise<{ acknowledged: number; early: number }> {
  const path = await seededFile();
  const [args, env] = writerProcess([path, "traced", String(commits), "reader"], breakage);
  const report = join(dirname(path), "trace");
  const calls = "trace=write,pwrite64,pwritev,fsync,fdatasync";
  execFileSync("strace", ["-f", "-y", "-e", calls, "-o", report, process.execPath, ...args], { env, stdio: "pipe" });
  return countEarly(readFileSync(report, "utf8"));
}

test.skipIf(!hasTracer)(
  `all of ${commits} commits are on the disk when they are acknowledged`,
  { timeout: 120_000 },
  async () => {
    expect(await traceWriter()).toEqual({ acknowledged: commits, early: 0 });
  },
);

test.skipIf(!hasTracer)("with synchronous=NORMAL they are not, which is seen", { timeout: 120_000 }, async () => {
  const normal: Breakage = ["store/sqlite/database.ts", "synchronous = FULL", "synchronous = NORMAL"];
  const { acknowledged, early } = await traceWriter(normal);
  expect(acknowledged).toBe(commits);
  expect(early).toBeGreaterThan(0);
});
