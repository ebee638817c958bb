/** Runs the pinned redocly, offline and silent, on files of the spec or on altered copies of it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const specFolder = fileURLToPath(new URL("..", import.meta.url));
const cli = join(specFolder, "node_modules/@redocly/cli/bin/cli.js");
const env = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };

/** For altered copies; gone when the tests of a file are over. */
export const temporaryFolder: string = mkdtempSync(join(tmpdir(), "chatbase-kit-spec-"));
afterAll(() => rmSync(temporaryFolder, { recursive: true }));

export interface Run {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** @param args - as on the command line; relative files are those of the spec's folder. */
export function redocly(...args: string[]): Promise<Run> {
  const options = { cwd: specFolder, env, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      if (child.exitCode === null) reject(error ?? new Error("redocly was killed"));
      else resolve({ exitCode: child.exitCode, stdout, stderr });
    });
  });
}

/** Writes a document into the temporary folder and returns its path. */
export function writeDocument(name: string, document: unknown): string {
  const file = join(temporaryFolder, `${name}.json`);
  writeFileSync(file, JSON.stringify(document, null, 2));
  return file;
}

interface LintReport {
  problems: { ruleId: string; severity: string; location: { source: { ref: string } }[] }[];
}

/** Lints many documents in one run, for a start costs more than a document. @returns the broken rules of each, sorted. */
export async function rulesBrokenBy(files: string[]): Promise<string[][]> {
  const { stdout } = await redocly(
    "lint",
    ...files,
    "--config",
    "redocly.yaml",
    "--format",
    "json",
    "--max-problems=999",
  );
  // One report per document, one after the other.
  const reports = stdout.split(/(?<=^\})\s*(?=\{)/m).map((text) => JSON.parse(text) as LintReport);
  const problems = reports.flatMap((report) => report.problems).filter(({ severity }) => severity === "error");
  return files.map((file) => {
    const own = problems.filter(({ location }) => basename(location[0]?.source.ref ?? "") === basename(file));
    return [...new Set(own.map(({ ruleId }) => ruleId))].toSorted();
  });
}
