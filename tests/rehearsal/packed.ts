/** What `changeset pack` leaves: the tarballs of a release, and the plan that says what each of them is. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface PackedPackage {
  name: string;
  version: string;
  /** Path of the tarball, absolute. */
  file: string;
  /** SHA-256 when it was packed, as in `integrity` of the plan. */
  packed: string;
}

interface PublishPlan {
  plan: { kind: string; name: string; version: string; tarball?: { path: string; integrity: string } }[][];
}

/** @param folder - `--out-dir` of `changeset pack` */
export function readPacked(folder: string): PackedPackage[] {
  const { plan } = JSON.parse(readFileSync(join(folder, "publish-plan.json"), "utf8")) as PublishPlan;
  return plan.flat().flatMap(({ name, version, tarball }) => {
    if (tarball === undefined) return [];
    return [{ name, version, file: join(folder, tarball.path), packed: tarball.integrity }];
  });
}

/** Subresource integrity of a file: `sha512-…`, which is what registries tell, or `sha256-…`, which is what plans tell. */
export function integrityOf(bytes: Uint8Array, algorithm: "sha256" | "sha512"): string {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
}

/**
 * Holds tarballs against the plan that came with them and the sources that they are said to be of.
 *
 * `changeset publish` looks at neither.
 *
 * @param root - repository, at the commit that is released
 * @throws Error with every difference
 */
export function checkPacked(packages: readonly PackedPackage[], root: string): void {
  const sources = publishedVersions(root);
  const missing = [...sources].flatMap(([name, version]) =>
    packages.some((each) => each.name === name) ? [] : [`${name}@${version} was not packed`],
  );
  const wrong = packages.flatMap(({ name, version, file, packed }) => {
    const source = sources.get(name);
    if (source !== version)
      return [`${name}@${version} was packed, and ${source ?? "no such package"} is in the sources`];
    return integrityOf(readFileSync(file), "sha256") === packed ? [] : [`${file} is not what was packed`];
  });
  const problems = [...missing, ...wrong];
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/** Versions of the packages that are published, by name. */
export function publishedVersions(root: string): Map<string, string> {
  return new Map(
    globSync("{spec,packages/*,apps/*}/package.json", { cwd: root }).flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path), "utf8")) as {
        name: string;
        version: string;
        private?: boolean;
      };
      return manifest.private === true ? [] : [[manifest.name, manifest.version] as const];
    }),
  );
}
