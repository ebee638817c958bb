/** Where a rehearsal happens: one temporary folder, and what its programs see of the machine. */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Environment } from "./processes.ts";

export interface Workplace {
  /** Everything is in here, and goes with it. */
  folder: string;
  /** The throw-away clone, in which the releases are made. */
  clone: string;
  /** Verdaccio, browser, compilers, an older Node: see `tools/package.json`. */
  tools: string;
  /** Consumers, one folder each. */
  projects: string;
  /** This machine as it is: its registry, its caches. For what is installed as locked. */
  machine: Environment;
}

/** Makes the folder, and the environment in which its programs run. */
export function createWorkplace(): Workplace {
  // The real path: a process is found again by it.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "release-rehearsal-"));
  // Siblings, and none below another: npx and npm look for programs in every folder above them.
  const [clone, tools, projects] = [join(folder, "clone"), join(folder, "tools"), join(folder, "projects")];
  for (const path of [tools, projects, join(folder, "home"), join(folder, "tmp")]) mkdirSync(path);
  return { folder, clone, tools, projects, machine: machineEnvironment(folder, process.env) };
}

/**
 * What the run of a script leaves in the environment, what a CI lends to those who publish, and tokens. A rehearsal could do
 * damage with the last two, so it does not have them.
 */
const withheld =
  /^(?:FORCE_COLOR$|npm_(?:package|lifecycle)_|npm_command$|npm_config_local_prefix$|INIT_CWD$|PNPM_PACKAGE_NAME$)/i;
const credentials = /^(?:GITHUB_|ACTIONS_|RUNNER_|GITLAB_|CI_|RELEASE_|SIGSTORE_)|TOKEN/i;

function machineEnvironment(folder: string, given: Environment): Environment {
  const kept = Object.entries(given).filter(([name]) => !withheld.test(name) && !credentials.test(name));
  return {
    ...Object.fromEntries(kept),
    // The Node that runs this, for npm and npx too.
    PATH: [dirname(process.execPath), given["PATH"]].join(delimiter),
    TMPDIR: join(folder, "tmp"),
    CI: "true",
    NO_COLOR: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    pnpm_config_verify_deps_before_run: "false",
    npm_config_update_notifier: "false",
    // The registry is on this machine: no proxy stands in front of it.
    NO_PROXY: [given["NO_PROXY"] ?? given["no_proxy"], "127.0.0.1"].filter(Boolean).join(","),
    ...gitIdentity,
  };
}

/** Tags and commits need somebody, and a machine may have nobody; its hooks and its signing key are not for this. */
const gitIdentity = {
  GIT_AUTHOR_NAME: "Release rehearsal",
  GIT_AUTHOR_EMAIL: "rehearsal@example.com",
  GIT_COMMITTER_NAME: "Release rehearsal",
  GIT_COMMITTER_EMAIL: "rehearsal@example.com",
  GIT_CONFIG_COUNT: "3",
  GIT_CONFIG_KEY_0: "commit.gpgSign",
  GIT_CONFIG_VALUE_0: "false",
  GIT_CONFIG_KEY_1: "tag.gpgSign",
  GIT_CONFIG_VALUE_1: "false",
  GIT_CONFIG_KEY_2: "core.hooksPath",
  GIT_CONFIG_VALUE_2: "/dev/null",
};

/** Settings of npm that name the registry of the rehearsal, and nothing of this machine. */
export const visitorSettings = ({ folder }: Pick<Workplace, "folder">): string => join(folder, "home", ".npmrc");

/**
 * Somebody who has never installed anything: a home, caches and a store of their own, and the registry of the rehearsal.
 *
 * Settings of this machine's npm stay out, but for those that lead to the network.
 */
export function visitorEnvironment({ folder, machine }: Workplace, registry: string): Environment {
  const network = /^npm_config_(?:https?_proxy|proxy|noproxy|cafile|ca|strict_ssl)$/i;
  const kept = Object.entries(machine).filter(([name]) => !/^p?npm_/i.test(name) || network.test(name));
  const settings = visitorSettings({ folder });
  writeFileSync(settings, `registry=${registry}\nupdate-notifier=false\nfund=false\naudit=false\n`);
  return {
    ...Object.fromEntries(kept.filter(([name]) => !name.startsWith("XDG_"))),
    HOME: dirname(settings),
    npm_config_userconfig: settings,
    npm_config_cache: join(folder, "npm-cache"),
    pnpm_config_store_dir: join(folder, "pnpm-store"),
  };
}
