/** Publishes tarballs, and looks at what the registry then has. The release workflow and the rehearsal both come here. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkPacked, integrityOf, type PackedPackage, readPacked } from "./packed.ts";
import type { Environment } from "./processes.ts";

export interface Target {
  /** URL of the registry. */
  registry: string;
  /** Undefined with trusted publishing, where the registry takes the identity of the workflow. */
  token: string | undefined;
  /** Whether the registry is told which commit and workflow built the packages. */
  provenance: boolean;
}

/**
 * Publishes what lies in `from`, byte for byte.
 *
 * @param root - repository at the commit that was packed
 * @param from - `--out-dir` of `changeset pack`
 * @throws Error when the tarballs are not those that were packed, or the registry has others afterwards
 */
export async function publishPacked(root: string, from: string, target: Target): Promise<PackedPackage[]> {
  const packages = readPacked(from);
  checkPacked(packages, root);
  const settings = mkdtempSync(join(tmpdir(), "release-settings-"));
  try {
    const env = { ...process.env, ...publishEnvironment(settings, target) };
    const child = spawn("pnpm", ["exec", "changeset", "publish", "--from-pack-dir", from], {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    // 0 also when all of it was there already: a release that broke off half way can be started again.
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error("changeset publish failed; what it says stands above.");
  } finally {
    rmSync(settings, { recursive: true, force: true });
  }
  for (const each of packages) await expectServed(each, target);
  return packages;
}

/** The registry and the token, in a settings file of their own: the one in the home is not touched. */
function publishEnvironment(folder: string, { registry, token, provenance }: Target): Environment {
  const file = join(folder, ".npmrc");
  const address = registry.replace(/^https?:/, "").replace(/\/?$/, "/");
  const lines = [`registry=${registry}`, ...(token === undefined ? [] : [`${address}:_authToken=${token}`])];
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  return {
    npm_config_userconfig: file,
    npm_config_registry: undefined,
    // pnpm does not read npm_config_provenance.
    pnpm_config_provenance: String(provenance),
  };
}

/** Registries show a new version when they are ready to. In milliseconds. */
const [defaultPatience, pause] = [120_000, 2_000];

/**
 * Holds what the registry has against a tarball: the hash that it names, and the bytes that it gives out.
 *
 * @param patience - how long it may take to show a new version, in milliseconds
 * @throws Error naming the package and both hashes
 */
export async function expectServed(
  { name, version, file }: PackedPackage,
  target: Target,
  patience = defaultPatience,
): Promise<void> {
  const wanted = integrityOf(readFileSync(file), "sha512");
  const deadline = Date.now() + patience;
  let dist = await readDist(name, version, target);
  while (dist === undefined && Date.now() < deadline) {
    await sleep(pause);
    dist = await readDist(name, version, target);
  }
  if (dist === undefined) throw new Error(`${target.registry} does not show ${name}@${version}`);
  const served = await fetch(dist.tarball, { headers: authorization(target) });
  const got = integrityOf(await served.bytes(), "sha512");
  for (const [what, integrity] of Object.entries({ "names the hash": dist.integrity, serves: got })) {
    if (integrity !== wanted) {
      throw new Error(`${name}@${version}: the registry ${what} ${integrity}, and tested was ${wanted}`);
    }
  }
}

async function readDist(
  name: string,
  version: string,
  target: Target,
): Promise<{ integrity: string; tarball: string } | undefined> {
  const url = new URL(name.replace("/", "%2f"), target.registry.replace(/\/?$/, "/"));
  const response = await fetch(url, { headers: { accept: "application/json", ...authorization(target) } });
  if (!response.ok) return undefined;
  const { versions } = (await response.json()) as {
    versions?: Record<string, { dist: { integrity: string; tarball: string } }>;
  };
  return versions?.[version]?.dist;
}

const authorization = ({ token }: Target): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };
