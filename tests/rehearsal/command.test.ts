/** The commands as people and the workflow call them, up to where a release would begin. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { root } from "../run/rooms.ts";

function call(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, program), ...args]);
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

test.each(["main.ts", "publish-main.ts"])("%s --help says what it does and what its exit codes mean", (program) => {
  const { status, stdout } = call(program, "--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: pnpm release:(?:rehearse|publish)/);
  expect(stdout).toContain("Exit code: 0");
});

test("wrong arguments end with 2, before anything is done", () => {
  expect(call("main.ts", "--wirte")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("'--wirte'; --help lists") as unknown,
  });
  expect(call("main.ts", "--tarballs", root)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("exists already") as unknown,
  });
  expect(call("publish-main.ts")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--from DIR") as unknown,
  });
});

test("there is nothing to publish in an empty folder", () => {
  const { status, stderr } = call("publish-main.ts", "--from", import.meta.dirname);
  expect(status).toBe(1);
  expect(stderr).toContain("publish-plan.json");
});

interface Workflow {
  jobs: Record<string, { environment?: string; needs?: string; permissions?: object; steps: { run?: string }[] }>;
}

test("the release workflow rehearses, and a person lets it publish the tarballs of the rehearsal", () => {
  const { jobs } = parseYaml(readFileSync(join(root, ".github/workflows/release.yml"), "utf8")) as Workflow;
  const commands = (job: string) => (jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []).join("\n");
  expect(commands("rehearse")).toContain("release:rehearse --tarballs");
  expect(jobs["rehearse"]).not.toHaveProperty("environment");
  expect(jobs["publish"]).toMatchObject({ needs: "rehearse", environment: "release" });
  expect(commands("publish")).toContain("release:publish --from");
  // Nobody but the rehearsal makes a tarball.
  expect(commands("publish")).not.toMatch(/changeset pack|pnpm pack|build/);
});
