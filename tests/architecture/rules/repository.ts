import { parse as parseYaml } from "yaml";
import { type File, type Rule, readJsonc, textOf } from "../repository.ts";

interface Manifest {
  name: string;
  private?: boolean;
}

function manifests(files: File[]): (Manifest & { path: string })[] {
  return files
    .filter(({ path }) => /(?:^|\/)package\.json$/.test(path) && !path.includes("/fixtures/"))
    .map(({ path, text }) => ({ ...(JSON.parse(text) as Manifest), path }));
}

/** Rooms without a job of their own, in which everything ends up. */
const homeless = /^(?:shared|utils?|common|types|helpers|core|config(?:-.*)?|.*-config)$/;

export const noPackageForEverything: Rule = (files) =>
  manifests(files)
    .filter(({ name }) => homeless.test(name.slice(name.indexOf("/") + 1)))
    .map(({ path, name }) => `${path}: a package called ${name} has no job of its own`);

/** Two copies of zod or of TypeScript in one program disagree about what a type is. */
export const oneVersion: Rule = (files) => {
  const lockfile = parseYaml(textOf(files, "pnpm-lock.yaml")) as { packages: Record<string, unknown> };
  return ["zod", "typescript"].flatMap((name) => {
    const versions = Object.keys(lockfile.packages).filter((key) => key.startsWith(`${name}@`));
    return versions.length === 1
      ? []
      : [`pnpm-lock.yaml: ${versions.join(", ") || `no ${name}`}; one ${name} is wanted`];
  });
};

/** An override without a parent reaches into packages that nobody thought of. */
export const overridesNameTheirParent: Rule = (files) => {
  const { overrides = {} } = parseYaml(textOf(files, "pnpm-workspace.yaml")) as { overrides?: Record<string, string> };
  return Object.keys(overrides)
    .filter((key) => !key.includes(">"))
    .map((key) => `pnpm-workspace.yaml: the override of ${key} names no parent`);
};

/** Without inputs a task is stale, without outputs a cache hit restores nothing. */
export const tasksSayWhatTheyReadAndWrite: Rule = (files) => {
  const { tasks } = readJsonc(textOf(files, "turbo.json")) as { tasks: Record<string, Record<string, unknown>> };
  return Object.entries(tasks).flatMap(([task, settings]) =>
    ["inputs", "outputs"]
      .filter((key) => !Array.isArray(settings[key]))
      .map((key) => `turbo.json: ${task} has no ${key}`),
  );
};

/** All published packages carry one version. */
export const publishedPackagesMoveTogether: Rule = (files) => {
  const { fixed } = JSON.parse(textOf(files, ".changeset/config.json")) as { fixed: string[][] };
  const published = manifests(files).filter((manifest) => manifest.private !== true);
  return published
    .filter(({ name }) => !fixed[0]?.includes(name))
    .map(({ path, name }) => `${path}: ${name} is published but not in the fixed group of .changeset/config.json`);
};

/** A tag can be moved to other code; a commit cannot. */
export const actionsArePinned: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith(".github/workflows/"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/uses:\s*(\S.*)/g)]
        .map(([, uses = ""]) => uses)
        .filter((uses) => !/^\S+@[0-9a-f]{40} # v\d/.test(uses))
        .map((uses) => `${path}: ${uses} is not pinned to a commit with its version beside it`),
    );

// Put together here, so that this file does not break the rule that it states.
const machinePath = new RegExp(`(?<![\\w.\\-*}$])/(?:${["work", "root", "farm", "home", "Users"].join("|")})/\\w`);
const registryHost = new RegExp(`https?://[^\\s"'/]*${["regis", "try"].join("")}[^\\s"'/]*\\.|tarball: https?:`);

/** A path or a registry of one machine works on that machine. */
export const nothingNamesAMachine: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const found = machinePath.exec(line) ?? registryHost.exec(line);
      return found === null ? [] : [`${path}:${index + 1}: names a place of one machine (${found[0]})`];
    }),
  );
