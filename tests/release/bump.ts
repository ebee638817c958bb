/** How far a version moves (semver.org), from nothing to breaking. */
export type Bump = "none" | "patch" | "minor" | "major";

const order: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Negative when `a` is the smaller bump, 0 when they are equal. */
export const compareBumps = (a: Bump, b: Bump): number => order.indexOf(a) - order.indexOf(b);

/** The largest of some bumps; `none` of none. */
export const largest = (bumps: readonly Bump[]): Bump => bumps.toSorted(compareBumps).at(-1) ?? "none";

/** Parts of `1.2.3` and of what follows it in a pre-release. */
function numbers(version: string): [number, number, number] {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  if (patch === undefined) throw new Error(`${version} is no version (major.minor.patch)`);
  return [Number(major), Number(minor), Number(patch)];
}

/** Sorts versions, the older first. A pre-release counts as older than its release; pre-releases by name. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const different = left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0);
  if (different !== undefined) return different;
  if (a.includes("-") !== b.includes("-")) return a.includes("-") ? -1 : 1;
  return a.localeCompare(b, "en", { numeric: true });
}

/** What a user who goes from one version to the other is told. @throws Error when the version went back */
export function bumpBetween(before: string, after: string): Bump {
  if (before === after) return "none";
  if (compareVersions(after, before) < 0) throw new Error(`The version went back from ${before} to ${after}.`);
  const [left, right] = [numbers(before), numbers(after)];
  if (left[0] !== right[0]) return "major";
  return left[1] === right[1] ? "patch" : "minor";
}

/** The version that a release of this size makes. */
export function raise(version: string, bump: Bump): string {
  if (bump === "none") return version;
  const [major, minor, patch] = numbers(version);
  if (bump === "major") return `${major + 1}.0.0`;
  return bump === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
