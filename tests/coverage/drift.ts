import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { redocly } from "./redocly.ts";

/** Something that the spec has and that traffic can show. */
export type Item =
  | { kind: "operation" }
  | { kind: "parameter"; name: string; in: string }
  | { kind: "response"; status: string }
  | { kind: "property"; target: "request" | "response"; status?: string; path: string };

/** What of one operation was in the traffic. */
export interface OperationCoverage {
  method: string;
  path: string;
  operationId: string;
  covered: Item[];
  missing: Item[];
}

/** One finding of `redocly drift`, of severity "error". */
export interface DriftError {
  message: string;
  /** Of the entry in the HAR file. */
  exchangeIndex: number;
  status: number;
  target: "request" | "response";
  /** JSON pointer into the body; empty for its root, absent for what is no body. */
  dataPath?: string;
}

/** What `redocly drift --coverage` says of a HAR file. */
export interface DriftReport {
  coverage: OperationCoverage[];
  errors: DriftError[];
}

interface Sarif {
  runs: { results: { message: { text: string }; properties: Omit<DriftError, "message"> }[] }[];
}

/**
 * Runs the pinned `redocly drift --coverage`. Its reports stand beside the HAR file afterwards.
 *
 * @param har - with at least one entry
 * @param spec - any description that redocly reads
 * @throws Error with what redocly said, if there is no report
 */
export async function drift(har: string, spec: string): Promise<DriftReport> {
  const [findings, coverage] = [`${har}.findings.sarif`, `${har}.coverage.json`];
  for (const file of [findings, coverage]) rmSync(file, { force: true });
  // SARIF has every finding; the JSON report joins those of several statuses into one. The servers of the tests are on
  // any port, so the host says nothing.
  const input = ["--api", spec, "--traffic-format", "har", "--match-mode", "basepath"];
  const output = ["--min-severity", "error", "--format", "sarif", "--output", findings, "--coverage-output", coverage];
  const { command, args, env } = redocly("drift", har, ...input, ...output);
  const said = await new Promise<string>((resolve) => {
    execFile(command, args, { env, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  if (!existsSync(findings) || !existsSync(coverage)) throw new Error(`redocly drift has made no report.\n${said}`);
  const { runs } = JSON.parse(readFileSync(findings, "utf8")) as Sarif;
  const { operations } = JSON.parse(readFileSync(coverage, "utf8")) as { operations: OperationCoverage[] };
  const results = runs.flatMap((run) => run.results);
  return {
    coverage: operations,
    errors: results.map(({ message, properties }) => ({ ...properties, message: message.text })),
  };
}
