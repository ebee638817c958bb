/** A release that breaks something, made as CONTRIBUTING says: spec, generate, follow the compiler, changeset. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BreakingChange, changeCode, changeSpec, writeChangeset } from "./breaking-changes.ts";
import { commitAll } from "./clone.ts";
import type { Rehearsed } from "./compatibility.ts";
import { publishedVersions } from "./packed.ts";
import { CommandError, run } from "./processes.ts";
import type { Registry } from "./registry.ts";
import { checkTarballs, expectRefusal, packPackages, passGate, publish, versionPackages } from "./release.ts";
import type { Steps } from "./steps.ts";
import type { Workplace } from "./workplace.ts";

/** Changes, judges, versions, packs and publishes. */
export async function breakingRelease(
  change: BreakingChange,
  place: Workplace,
  registry: Registry,
  { step }: Steps,
): Promise<Rehearsed> {
  await step(`A break: ${change.title}`, async (say) => {
    say(`${await changeFromTheSpec(change, place)} files follow, after the compiler asked for them`);
  });
  await step("The release gate refuses it as a minor release, and takes it as a major one", async () => {
    const packages = [...publishedVersions(place.clone).keys()];
    writeChangeset(place.clone, packages, "minor", change);
    await expectRefusal(place);
    writeChangeset(place.clone, packages, "major", change);
    await passGate(place);
  });
  const version = await step("The breaking release is versioned, packed, checked and published", async (say) => {
    await commitAll(place.clone, place.machine, `Break: ${change.title}`);
    const made = await versionPackages(place);
    await checkTarballs(await packPackages(place, made), place);
    await publish(place, registry, made);
    say(made);
    return made;
  });
  const parameter = change.from === "chatbotId" ? change.to : "chatbotId";
  return { version, change: `${change.title}, \`${change.to}\` instead of \`${change.from}\``, parameter };
}

/** @returns how many files of the packages had to change */
async function changeFromTheSpec(change: BreakingChange, place: Workplace): Promise<number> {
  const here = { cwd: place.clone, env: place.machine };
  changeSpec(place.clone, change);
  await run("pnpm", ["generate"], here);
  const noticed = await typecheckSources(place).then(
    () => false,
    (error: unknown) => error instanceof CommandError,
  );
  if (!noticed)
    throw new Error(`The compiler does not notice that the spec has ${change.to} instead of ${change.from}.`);
  const files = changeCode(place.clone, change);
  await typecheckSources(place);
  await run("pnpm", ["api:report"], here);
  return files;
}

/** Types of what is published; the tests beside it still speak of the old name. @throws CommandError */
async function typecheckSources({ clone, machine }: Workplace): Promise<void> {
  for (const folder of ["packages/client", "apps/server"]) {
    const cwd = join(clone, folder);
    const config = join(cwd, "tsconfig.rehearsal.json");
    writeFileSync(config, JSON.stringify({ extends: "./tsconfig.json", include: ["src"] }));
    try {
      await run("pnpm", ["exec", "tsc", "--noEmit", "-p", config], { cwd, env: machine });
    } finally {
      rmSync(config);
    }
  }
}
