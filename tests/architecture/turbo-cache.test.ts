/** An edited spec leaves nothing stale: turbo's own answer to "what would run again?", asked in a copy of the repository. */
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../run/rooms.ts";
import { listFiles } from "./repository.ts";

const turbo = createRequire(join(root, "package.json")).resolve("turbo/bin/turbo");
const rooms = ["spec", "contract", "client", "server", "examples", "bench", "tests"].map(
  (name) => `@chatbase-kit/${name}`,
);

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "turbo-cache-"));
  for (const path of listFiles()) cpSync(join(root, path), join(copy, path));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Hash of every task, by its id: a cache hit is the same hash. */
function hashes(): Map<string, string> {
  const answer = execFileSync(
    process.execPath,
    [turbo, "run", "test", "typecheck", "lint", "lint:code", "--dry=json"],
    {
      cwd: copy,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { tasks } = JSON.parse(answer.toString()) as { tasks: { taskId: string; hash: string; command: string }[] };
  return new Map(tasks.filter(({ command }) => command !== "<NONEXISTENT>").map(({ taskId, hash }) => [taskId, hash]));
}

/** Tasks that run again after a line was added to a file. */
function rerunAfterEdit(path: string): string[] {
  const before = hashes();
  appendFileSync(join(copy, path), "\n# edited\n");
  const after = hashes();
  return [...after.keys()].filter((task) => before.get(task) !== after.get(task));
}

const tests = (...names: string[]) => names.map((name) => `${name}#test`);

describe("an edit runs again what depends on it", () => {
  test.each(["spec/openapi.yaml", "spec/openapi.json"])("%s: the tests of every package", (path) => {
    expect(rerunAfterEdit(path)).toEqual(expect.arrayContaining(tests(...rooms)));
  });

  test("the generated contract: everything below it", () => {
    const rerun = rerunAfterEdit("packages/contract/src/generated/operations.ts");
    expect(rerun).toEqual(expect.arrayContaining(tests(...rooms.slice(1))));
    expect(rerun).toEqual(expect.arrayContaining(rooms.slice(1).map((name) => `${name}#typecheck`)));
  });

  test("the server: its own tests and those of who uses it, and no one else's", () => {
    const rerun = rerunAfterEdit("apps/server/src/router.ts").filter((task) => task.endsWith("#test"));
    const users = ["bench", "examples", "server", "tests"].map((name) => `@chatbase-kit/${name}`);
    expect(rerun.toSorted()).toEqual(tests(...users));
  });

  test.each(["docs/decisions/README.md", ".github/workflows/ci.yml", ".ci/run", ".changeset/config.json", "LICENSE"])(
    "%s: the tests that look at the whole repository, and those only",
    (path) => {
      expect(rerunAfterEdit(path).filter((task) => task.endsWith("#test"))).toEqual(["@chatbase-kit/tests#test"]);
    },
  );

  test.each(["pnpm-lock.yaml", "tsconfig.base.json", "pnpm-workspace.yaml"])("%s: everything", (path) => {
    expect(rerunAfterEdit(path)).toEqual([...hashes().keys()]);
  });
});
