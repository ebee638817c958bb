/** A whole release, and two breaking ones after it, on this machine: what happens, in its order. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { groupVersion, lastRelease } from "../release/base.ts";
import { root } from "../run/rooms.ts";
import { breakingChanges } from "./breaking-changes.ts";
import { cloneRepository } from "./clone.ts";
import { type Cell, crossVersions, type Rehearsed } from "./compatibility.ts";
import { type Bench, consumers, install, type Manager, managers } from "./consumers.ts";
import { breakingRelease } from "./breaking-release.ts";
import { startWithNpx } from "./npx-server.ts";
import type { PackedPackage } from "./packed.ts";
import { run } from "./processes.ts";
import { type Registry, startRegistry } from "./registry.ts";
import {
  checkTarballs,
  expectProvenanceIsAsked,
  packedFolder,
  packPackages,
  passGate,
  publish,
  versionPackages,
} from "./release.ts";
import { checkSizes, describeSize, measure, type Size } from "./sizes.ts";
import type { Steps } from "./steps.ts";
import { visitorEnvironment, type Workplace } from "./workplace.ts";

export interface Findings {
  versions: Rehearsed[];
  sizes: Size[];
  cells: Cell[];
}

/** @param tarballs - folder that gets the tarballs of the release that is due, once everything held */
export async function rehearse(place: Workplace, steps: Steps, tarballs: string | undefined): Promise<Findings> {
  const registry = await prepare(place, steps);
  const visitor = visitorEnvironment(place, registry.url);
  const { version, sizes } = await firstRelease(place, registry, steps);
  await consume(version, { tools: place.tools, env: visitor }, place.projects, steps);

  const versions: Rehearsed[] = [{ version, change: undefined, parameter: "chatbotId" }];
  for (const change of breakingChanges) versions.push(await breakingRelease(change, place, registry, steps));
  const cells = await steps.step("Every client against every server", async (say) => {
    const found = await crossVersions(versions, place.projects, visitor);
    say(`${found.length} pairs, ${found.filter(({ error }) => error === undefined).length} of them read every lead`);
    return found;
  });
  if (tarballs !== undefined) {
    await steps.step("Tested tarballs are kept", (say) => {
      cpSync(packedFolder(place, version), tarballs, { recursive: true, errorOnExist: true, force: false });
      say(tarballs);
    });
  }
  return { versions, sizes, cells };
}

async function prepare(place: Workplace, steps: Steps): Promise<Registry> {
  const { clone, tools, machine } = place;
  await steps.prepare("Tools are installed", async () => {
    cpSync(join(import.meta.dirname, "tools"), tools, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    await run("pnpm", ["install", "--frozen-lockfile"], { cwd: tools, env: machine });
  });
  const registry = await steps.prepare("A registry runs", async (say) => {
    const upstream = await run("npm", ["config", "get", "registry"], { cwd: root, env: process.env });
    const started = await startRegistry(place, upstream.trim());
    say(started.url);
    return started;
  });
  await steps.prepare("A throw-away clone is installed", async () => {
    // Of a shallow clone after a release it says what is missing; the copy below could not tell any more.
    lastRelease(root, groupVersion(root));
    await cloneRepository(root, clone, machine);
    await run("pnpm", ["install", "--frozen-lockfile"], { cwd: clone, env: machine });
  });
  return registry;
}

async function firstRelease(
  place: Workplace,
  registry: Registry,
  { step }: Steps,
): Promise<{ version: string; sizes: Size[] }> {
  await step("The release gate passes", () => passGate(place));
  const version = await step("Versions and changelogs", async (say) => {
    const made = await versionPackages(place);
    say(made);
    return made;
  });
  const packages = await step("Packages are built and packed", async (say) => {
    const packed = await packPackages(place, version);
    say(`${packed.length} tarballs`);
    return packed;
  });
  await step("publint and arethetypeswrong", () => checkTarballs(packages, place));
  const sizes = await step("Size limits", async (say) => {
    const measured = await measureTarballs(packages, place, registry);
    checkSizes(measured);
    say(measured.map(describeSize).join(", "));
    return measured;
  });
  await step("Provenance is asked for", () => expectProvenanceIsAsked(place, registry, version));
  await step("The tested tarballs are published, and served unchanged", () => publish(place, registry, version));
  return { version, sizes };
}

/** Before anything is published, so the tarballs themselves are installed. */
async function measureTarballs(
  packages: readonly PackedPackage[],
  place: Workplace,
  { url }: Registry,
): Promise<Size[]> {
  const folder = join(place.projects, "sizes");
  const env = visitorEnvironment(place, url);
  const wanted = packages.filter(({ name }) => /\/(?:client|contract)$/.test(name)).map(({ file }) => file);
  await run("npm", ["install", "--prefix", folder, ...wanted], { cwd: place.projects, env });
  return await measure(folder, place.tools, env);
}

/** Every kind of project, with every package manager, against the server that npx gets. */
async function consume(
  version: string,
  bench: Omit<Bench, "baseUrl">,
  projects: string,
  { step }: Steps,
): Promise<void> {
  const server = await step("npx starts the published server", () => startWithNpx(version, projects, bench.env));
  for (const manager of Object.keys(managers) as Manager[]) {
    for (const consumer of consumers) {
      if (consumer.onlyWith !== undefined && consumer.onlyWith !== manager) continue;
      await step(`${manager}: ${consumer.title}`, async (say) => {
        const folder = await install(consumer, manager, version, projects, bench.env);
        say(await consumer.use(folder, { ...bench, baseUrl: server.baseUrl }));
      });
    }
  }
  await server.stop();
}
