/** The steps of one release, on a throw-away clone. The same programs that the release workflow runs. */
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { groupVersion, unreleased } from "../release/base.ts";
import { commitAll } from "./clone.ts";
import { checkPacked, type PackedPackage, readPacked } from "./packed.ts";
import { CommandError, run } from "./processes.ts";
import type { Registry } from "./registry.ts";
import { checkTarball } from "./tarball-checks.ts";
import { visitorSettings, type Workplace } from "./workplace.ts";

const gateProgram = "tests/release/main.ts";

/** `pnpm release:check` of the clone. @throws CommandError with the gate's table */
export async function passGate(place: Workplace): Promise<void> {
  await run(process.execPath, [gateProgram], { cwd: place.clone, env: place.machine });
}

/** @throws Error when the gate lets the release pass, or cannot judge it */
export async function expectRefusal(place: Workplace): Promise<void> {
  const outcome = await passGate(place).then(
    () => "passed",
    (error: unknown) => (error instanceof CommandError ? error.output : String(error)),
  );
  if (!outcome.includes("Release gate: FAILED")) throw new Error(`The gate was to refuse this. It said: ${outcome}`);
}

/**
 * Turns the pending changesets into versions and changelogs, and commits them.
 *
 * @returns the version now. With nothing pending, which is how a release looks after its pull request, the one that was there
 * @throws Error when there is nothing to release
 */
export async function versionPackages(place: Workplace): Promise<string> {
  if (globSync(".changeset/*.md", { cwd: place.clone }).some((path) => !path.endsWith("README.md"))) {
    await run("pnpm", ["exec", "changeset", "version"], { cwd: place.clone, env: place.machine });
    await commitAll(place.clone, place.machine, "Versions and changelogs");
  }
  const version = groupVersion(place.clone);
  if (version === unreleased) throw new Error("Nothing is pending and nothing was released. Run `pnpm changeset`.");
  if (!existsSync(join(place.clone, "packages/client/CHANGELOG.md"))) throw new Error("The client has no changelog.");
  return version;
}

/** Builds and packs every published package. @returns their tarballs, which lie in a folder of the version's name */
export async function packPackages(place: Workplace, version: string): Promise<PackedPackage[]> {
  const folder = packedFolder(place, version);
  // It asks the registry what is published already: ours, where nothing of this version is.
  const env = { ...place.machine, npm_config_registry: undefined, npm_config_userconfig: visitorSettings(place) };
  await run("pnpm", ["exec", "changeset", "pack", "--out-dir", folder], { cwd: place.clone, env });
  const packages = readPacked(folder);
  checkPacked(packages, place.clone);
  return packages;
}

/** Where the tarballs of a version are. */
export const packedFolder = ({ folder }: Workplace, version: string): string => join(folder, `packed-${version}`);

/** publint, arethetypeswrong, and types. @throws Error naming the package */
export async function checkTarballs(packages: readonly PackedPackage[], place: Workplace): Promise<void> {
  await Promise.all(packages.map((each) => checkTarball(each, place)));
}

/** `pnpm release:publish` of the clone. @throws CommandError */
export async function publish(
  place: Workplace,
  registry: Registry,
  version: string,
  provenance = false,
): Promise<void> {
  const env = {
    ...place.machine,
    RELEASE_REGISTRY: registry.url,
    RELEASE_TOKEN: registry.token,
    RELEASE_PROVENANCE: String(provenance),
  };
  const args = ["tests/rehearsal/publish-main.ts", "--from", packedFolder(place, version)];
  await run(process.execPath, args, { cwd: place.clone, env });
}

/**
 * Publishes with provenance, from here: has to be refused, because nobody vouches for a machine like this one. Published
 * without a word, the workflow's packages would have no provenance either.
 *
 * @throws Error when it is published all the same
 */
export async function expectProvenanceIsAsked(place: Workplace, registry: Registry, version: string): Promise<void> {
  const said = await publish(place, registry, version, true).then(
    () => "published, without provenance",
    (error: unknown) => (error instanceof CommandError ? error.output : String(error)),
  );
  if (!said.includes("PROVENANCE")) throw new Error(`Provenance was asked for, and the answer was: ${said}`);
}
