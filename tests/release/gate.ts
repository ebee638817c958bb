/** The release gate, put together: base, changes, what is pending, the verdict, and the tests of the last release. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DoesNotCompile, reportFile, writeReport } from "./api-report.ts";
import { checkOut, groupVersion, lastRelease, type Release, unreleased } from "./base.ts";
import type { Change } from "./change.ts";
import { type LastTests, runLastTests } from "./last-tests.ts";
import { readGiven } from "./pending.ts";
import { renderVerdict } from "./render.ts";
import { specChanges } from "./spec-diff.ts";
import { typeChanges } from "./type-changes.ts";
import { unknownWords } from "./unknown-words.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface Outcome {
  ok: boolean;
  text: string;
}

/** @param root - repository, whose git tags say what was released */
export async function releaseGate(root: string): Promise<Outcome> {
  const now = groupVersion(root);
  const release = lastRelease(root, now);
  const base = mkdtempSync(join(tmpdir(), "release-base-"));
  try {
    if (release !== undefined) checkOut(root, release, base);
    const today = typesToday(root);
    const versions = { before: release?.version ?? unreleased, now };
    const changes = await changesSince(root, release, base, today.report);
    const verdict = judge(changes, await readGiven(root, versions));
    const unknown = unknownWords(root, base);
    const tests = lastTests(release, base, verdict);
    const ok = verdict.ok && today.fault === "" && unknown === "" && tests.ok;
    return {
      ok,
      text: [
        renderVerdict(verdict, release?.tag ?? "spec/seed/openapi.yaml, since nothing was released yet"),
        "",
        ...(today.fault === "" ? [] : [today.fault, ""]),
        ...(unknown === "" ? [] : [unknown]),
        tests.report,
        "",
        ok ? "Release gate: passed" : "Release gate: FAILED",
      ].join("\n"),
    };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

interface TypesToday {
  /** Undefined when nobody can say. */
  report: string | undefined;
  /** What has to be mended before the release, or nothing. */
  fault: string;
}

/** Whoever has changed the spec wants to hear what it breaks before the client follows, so this is no end. */
function typesToday(root: string): TypesToday {
  try {
    const report = writeReport(root);
    const fresh = readIfThere(join(root, reportFile)) === report;
    return { report, fault: fresh ? "" : `${reportFile} is stale: run \`pnpm api:report\` and commit it.` };
  } catch (error) {
    if (!(error instanceof DoesNotCompile)) throw error;
    const fault = `The client does not compile, so its types are not compared. Mend it, then ask again:\n${error.message}`;
    return { report: undefined, fault };
  }
}

async function changesSince(
  root: string,
  release: Release | undefined,
  base: string,
  today: string | undefined,
): Promise<Change[]> {
  const before = release === undefined ? join(root, "spec/seed/openapi.yaml") : join(base, "spec/openapi.yaml");
  const spec = await specChanges(before, join(root, "spec/openapi.yaml"));
  const types = release === undefined ? undefined : readIfThere(join(base, reportFile));
  if (release !== undefined && types === undefined)
    throw new Error(`${release.tag} has no ${reportFile} to compare with`);
  return today === undefined ? spec : [...spec, ...typeChanges(root, types, today)];
}

const readIfThere = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/** A major release may break what the last one promised; any other may not. */
function lastTests(release: Release | undefined, base: string, { ok: saidEnough, given }: Verdict): LastTests {
  const told = (ok: boolean, report: string) => ({ ok, report });
  const title = "Tests of the last release:";
  if (release === undefined) return told(true, `${title} none, since nothing was released yet`);
  if (given.bump === "major") return told(true, `${title} left out, since the pending release is major`);
  // They would fail for what the table says already, and it takes a while to hear it twice.
  if (!saidEnough) return told(true, `${title} left out until the changesets say enough`);
  const { ok, report } = runLastTests(release, base);
  return told(ok, `${title}\n${report}`);
}
