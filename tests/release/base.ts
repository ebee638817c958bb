/** What today is compared with: the last release, or before the first one the file that we were given. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareVersions } from "./bump.ts";

export interface Release {
  /** Name of the tag, such as `@chatbase-kit/client@0.1.0`. */
  tag: string;
  version: string;
}

/** Anything that git prints, without its last line end. */
function git(root: string, args: readonly string[], environment: Record<string, string> = {}): string {
  const options = { cwd: root, env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 };
  return execFileSync("git", args, { ...options, stdio: ["ignore", "pipe", "pipe"] })
    .toString()
    .trimEnd();
}

/** `v1.2.3`, or what changesets writes: one tag for each package of the group, all with the same version. */
export function releaseOf(tag: string): Release | undefined {
  const [, version] = /^(?:v|@chatbase-kit\/[a-z-]+@)(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/.exec(tag) ?? [];
  return version === undefined ? undefined : { tag, version };
}

/** Version of packages that were never released. */
export const unreleased = "0.0.0";

/**
 * The newest release below HEAD; undefined before the first.
 *
 * Tags of other branches do not count: a fix of an old line is compared with that line.
 *
 * @param version - of the packages today
 * @throws Error in a shallow clone that shows no release although there was one
 */
export function lastRelease(root: string, version: string): Release | undefined {
  const newest = git(root, ["tag", "--merged", "HEAD"])
    .split("\n")
    .flatMap((tag) => releaseOf(tag) ?? [])
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1);
  if (newest !== undefined || version === unreleased) return newest;
  // Without this the seed would be the base, and everything since it would pass for one change.
  if (git(root, ["rev-parse", "--is-shallow-repository"]) === "true") {
    throw new Error("This is a shallow clone: the last release is out of sight. Run `git fetch --unshallow --tags`.");
  }
  return undefined;
}

/** Writes the files of a release into a folder. Neither the working tree nor git's index is touched. */
export function checkOut(root: string, { tag }: Release, folder: string): void {
  const index = { GIT_INDEX_FILE: join(folder, ".index") };
  git(root, ["read-tree", `refs/tags/${tag}^{commit}`], index);
  git(root, ["checkout-index", "--all", `--prefix=${join(folder, "/")}`], index);
}

/** Version of the group, which every published package carries. */
export function groupVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "packages/client/package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
