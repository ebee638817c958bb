/** Runs the tests of the last release against today's code: what worked for its users works still. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiler } from "./api-report.ts";
import type { Release } from "./base.ts";
import { promisesOf } from "./promises.ts";
import { superseded } from "./superseded.ts";
import { copyWorkspace } from "./workspace-copy.ts";

/** Packages whose tests speak for people who import them. */
export const promisingPackages = ["packages/contract", "packages/client"];

export interface LastTests {
  ok: boolean;
  /** What was run and how it went, for people. */
  report: string;
}

/** @param base - folder with the files of the release */
export function runLastTests(release: Release, base: string): LastTests {
  const copy = mkdtempSync(join(tmpdir(), "last-tests-"));
  try {
    copyWorkspace(copy);
    const runs = promisingPackages.map((name) => runPackage(copy, name, release, base));
    return { ok: runs.every(({ ok }) => ok), report: runs.map(({ report }) => report).join("\n") };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function runPackage(copy: string, name: string, release: Release, base: string): LastTests {
  const folder = join(copy, name);
  rmSync(join(folder, "test"), { recursive: true, force: true });
  if (existsSync(join(base, name, "test"))) cpSync(join(base, name, "test"), join(folder, "test"), { recursive: true });
  const excused = superseded.filter(({ version }) => version === release.version).map(({ file }) => file);
  const { outside, inside } = promisesOf(folder);
  const wanted = outside.filter((file) => !excused.includes(`${name}/${file}`));
  const said = `${name}: ${wanted.length} test files of ${release.tag}; ${inside.length} that know its inside left out`;
  if (wanted.length === 0) return { ok: false, report: `${said}. No test speaks for its users: that cannot be.` };
  const failures = [compile(copy, folder, wanted), run(folder, wanted)].filter((output) => output !== "");
  if (failures.length === 0) return { ok: true, report: `${said}: passed` };
  return { ok: false, report: [`${said}: FAILED`, ...failures].join("\n") };
}

/** What the compiler says against the old tests, types of tests included; empty when nothing. */
function compile(copy: string, folder: string, files: string[]): string {
  const tsconfig = { extends: "./tsconfig.json", files, include: [] };
  writeFileSync(join(folder, "tsconfig.last.json"), JSON.stringify(tsconfig));
  return outputOfFailure(folder, [compiler(copy), "--noEmit", "-p", "tsconfig.last.json"]);
}

/** A busy machine is no broken promise: the limits are there for what never ends. */
const patience = ["--testTimeout=60000", "--hookTimeout=60000"];

function run(folder: string, files: string[]): string {
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  return tests.length === 0 ? "" : outputOfFailure(folder, [vitest, "run", "--reporter=dot", ...patience, ...tests]);
}

function outputOfFailure(cwd: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? "" : `${stdout.toString()}${stderr.toString()}`;
}
