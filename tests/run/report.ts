import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Room } from "./rooms.ts";

/** What vitest counted in one room. */
export interface Report {
  passed: number;
  skipped: number;
  /** File and full title of each failed test with the first line of the reason, and files that did not even load. */
  failures: string[];
}

/** The parts of vitest's JSON reporter (Jest's format) that are read here. */
interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}

const reportFile = (room: Room) => join(room.folder, "reports/test.json");

/** A report of an earlier run must never be taken for one of this run; turbo restores those that are still true. */
export function clearReports(rooms: Room[]): void {
  for (const room of rooms) rmSync(reportFile(room), { force: true });
}

/** Undefined when the run ended before vitest wrote its report. */
export function readReport(room: Room): Report | undefined {
  if (!existsSync(reportFile(room))) return undefined;
  const report = JSON.parse(readFileSync(reportFile(room), "utf8")) as VitestReport;
  return {
    passed: report.numPassedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(({ name, status, assertionResults }) => {
      const file = name.slice(room.folder.length + 1);
      const failed = assertionResults.filter((test) => test.status === "failed");
      if (failed.length > 0 || status !== "failed") return failed.map((test) => `${file}: ${describeFailure(test)}`);
      return [`${file} did not load`];
    }),
  };
}

/** Longest reason that is shown; the whole of it stands above, in the output of the run. */
const reasonLength = 160;

function describeFailure({
  fullName,
  failureMessages: [reason = ""] = [],
}: {
  fullName: string;
  failureMessages?: string[];
}): string {
  const [first = ""] = reason.split("\n");
  return first === "" ? fullName : `${fullName}\n    ${first.slice(0, reasonLength)}`;
}
