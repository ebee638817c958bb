/** Rates what changed between two descriptions: `redocly diff`, and on top of it what it rates too low for us. */
import { execFile } from "node:child_process";
import { isAbsolute, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { root } from "../run/rooms.ts";
import type { Bump } from "./bump.ts";
import type { Change } from "./change.ts";
import { readDescription } from "./description.ts";
import { environment, redocly } from "./redocly.ts";
import { rateAgain } from "./spec-ratings.ts";

/** A change as redocly's JSON report has it. */
export interface RedoclyChange {
  path: string;
  kind: "added" | "removed" | "modified";
  impact: Exclude<Bump, "none">;
  property?: string;
  verdicts: { ruleId: string; message: string }[];
  base?: { value?: unknown };
  revision?: { value?: unknown };
}

// The spec's configuration: its `diff-recommended` is what rates anything at all.
const configuration = join(root, "spec/redocly.yaml");

function redoclyDiff(base: string, revision: string): Promise<RedoclyChange[]> {
  const args = [redocly, "diff", base, revision, "--config", configuration, "--format", "json", "--fail-on", "none"];
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(`redocly diff failed:\n${stderr || error.message}`, { cause: error }));
      else resolve((JSON.parse(stdout) as { changes: RedoclyChange[] }).changes);
    });
  });
}

/**
 * Every visible change from one description to the other.
 *
 * @param base - file, YAML or JSON, absolute
 * @throws Error when redocly cannot read one of them
 */
export async function specChanges(base: string, revision: string): Promise<Change[]> {
  for (const file of [base, revision]) if (!isAbsolute(file)) throw new Error(`${file} is not absolute`);
  const found = await redoclyDiff(base, revision);
  if (found.length > 0) return found.map(toChange);
  const [before, after] = [readDescription(base), readDescription(revision)];
  if (isDeepStrictEqual(before, after)) return [];
  // Better a changeset too many than a change that nobody has seen.
  const what = `${relative(root, revision)} differs, but redocly diff names no change`;
  return [{ where: "spec", bump: "patch", place: "#/", what }];
}

function toChange(change: RedoclyChange): Change {
  const { path, kind, property, verdicts } = change;
  const again = rateAgain(change);
  const said = again?.why ?? verdicts.map(({ message }) => message).join(" ");
  const what = said === "" ? kind : said;
  const place = property === undefined || property === "key" ? path : `${path}/${property}`;
  return { where: "spec", bump: again?.bump ?? change.impact, place, what };
}
