/** `pnpm release:check` as a program, in a repository of its own that has made one release. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copyWorkspace } from "./workspace-copy.ts";

const packages = ["spec", "packages/contract", "packages/client", "apps/server"];
let repository: string;

const author = { name: "Release Test", email: "release@example.com" };
const identity = ["-c", `user.name=${author.name}`, "-c", `user.email=${author.email}`, "-c", "commit.gpgsign=false"];
const git = (...args: string[]) => execFileSync("git", [...identity, ...args], { cwd: repository, stdio: "pipe" });

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "release-gate-"));
  copyWorkspace(repository);
  // The gate is what is tested here, five times over: the client's quick tests will do.
  for (const slow of ["faults", "page.property.test.ts", "remembered.test.ts"]) {
    rmSync(join(repository, "packages/client/test", slow), { recursive: true });
  }
  // As `changeset version` and `changeset publish` leave it.
  setVersion("0.1.0");
  const pending = join(repository, ".changeset");
  const files = readdirSync(pending).filter((name) => name.endsWith(".md") && name !== "README.md");
  for (const name of files) rmSync(join(pending, name));
  git("init", "--quiet", "--initial-branch=main");
  // The links to what is installed are no part of the repository.
  writeFileSync(join(repository, ".git/info/exclude"), "node_modules\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Release 0.1.0");
  git("tag", "@chatbase-kit/client@0.1.0");
});
beforeEach(() => {
  git("reset", "--quiet", "--hard");
  git("clean", "--quiet", "-d", "--force");
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));

function setVersion(version: string) {
  for (const name of packages) edit(`${name}/package.json`, /"version": "[^"]+"/, `"version": "${version}"`);
}

function edit(path: string, from: string | RegExp, to: string) {
  const file = join(repository, path);
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  expect(after, `${path} has nothing to edit`).not.toBe(before);
  writeFileSync(file, after);
}

function changeset(bump: string) {
  writeFileSync(join(repository, ".changeset/one.md"), `---\n"@chatbase-kit/client": ${bump}\n---\n\nA sentence.\n`);
}

/** With the output, so that a failure says what the gate had to say. */
const passed = { status: 0, output: expect.stringContaining("Release gate: passed") as unknown };

function check(...args: string[]) {
  const program = join(repository, "tests/release/main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: repository });
  return { status, output: `${stdout.toString()}${stderr.toString()}` };
}

const breakSpec = () => edit("spec/openapi.yaml", "- name: page\n", "- name: pageNumber\n");
const extendSpec = () =>
  edit("spec/openapi.yaml", "        phone:\n", "        shoeSize:\n          type: string\n        phone:\n");

const otherBehaviour = () => edit("packages/client/src/transport.ts", "Bearer ", "Token ");

// Each test runs the gate, and some the tests of a release within it: on a busy machine a minute is not enough.
describe("after a release", { timeout: 240_000 }, () => {
  test("nothing changed: passes, and the tests of the release passed on today's code", () => {
    const { status, output } = check();
    expect(output).toContain("Compared with: @chatbase-kit/client@0.1.0");
    expect(output).toContain("Changes need:  none");
    expect(output).toMatch(/packages\/client: [1-9]\d* test files .*: passed/);
    expect(output).toMatch(/packages\/contract: [1-9]\d* test files .*: passed/);
    expect(status).toBe(0);
    expect(git("status", "--porcelain").toString()).toBe("");
  });

  test("a breaking change without a changeset: fails, says what broke and what to write", () => {
    breakSpec();
    const { status, output } = check();
    expect(output).toMatch(/^major +spec +#\/paths\/~1get-leads\/get\/parameters\/3/m);
    expect(output).toContain("Run `pnpm changeset`, choose major");
    expect(status).toBe(1);
  });

  test("a breaking change with a minor changeset: fails", () => {
    breakSpec();
    changeset("minor");
    const { status, output } = check();
    expect(output).toContain("give no more than minor");
    expect(status).toBe(1);
  });

  test("a breaking change with a major changeset: passes, and the old tests are left out", () => {
    breakSpec();
    changeset("major");
    const { status, output } = check();
    expect(output).toContain("left out, since the pending release is major");
    expect(status).toBe(0);
  });

  test("a breaking change whose changeset became a version: passes", () => {
    breakSpec();
    setVersion("1.0.0");
    expect(check()).toEqual(passed);
  });

  test("a new field without a changeset: fails; with a minor one: passes", () => {
    extendSpec();
    const without = check();
    expect(without.output).toContain("No changeset speaks of it.");
    expect(without.status).toBe(1);
    changeset("patch");
    expect(check()).toMatchObject({ status: 1 });
    changeset("minor");
    expect(check()).toEqual(passed);
  });

  test("a parameter of the client that became required: fails for the stale report, and then for the types", () => {
    edit("packages/client/src/list-leads-params.ts", "endDate?: Day", "endDate: Day");
    changeset("minor");
    expect(check().output).toContain("run `pnpm api:report` and commit it");
    expect(check("--update").status).toBe(0);
    const { status, output } = check();
    expect(output).toMatch(/^major +client types +createClient +.*endDate/m);
    expect(output).not.toContain("stale");
    expect(status).toBe(1);
  });

  test("another behaviour behind the same spec and types: the tests of the release notice, unless it is major", () => {
    otherBehaviour();
    changeset("minor");
    const { status, output } = check();
    expect(output).toMatch(/packages\/client: .*: FAILED/);
    expect(status).toBe(1);
    changeset("major");
    expect(check()).toEqual(passed);
  });

  test("the tests that count are those of the release, not today's", () => {
    otherBehaviour();
    rmSync(join(repository, "packages/client/test"), { recursive: true });
    expect(check().output).toMatch(/packages\/client: .*: FAILED/);
  });

  test("a word that the generator does not know: fails and names its pointer, whatever the changeset says", () => {
    edit("spec/openapi.yaml", "        phone:\n", "        phone:\n          not:\n            type: integer\n");
    changeset("major");
    const { status, output } = check();
    expect(output).toContain('#/components/schemas/Lead/properties/phone/not: the generator does not know "not" here.');
    expect(status).toBe(1);
  });

  test("a client that does not compile: fails, and still says what the spec breaks", () => {
    breakSpec();
    edit("packages/client/src/transport.ts", "Bearer ", "${unknown} ");
    changeset("major");
    const { status, output } = check();
    expect(output).toContain("The client does not compile, so its types are not compared.");
    expect(output).toMatch(/^packages\/client\/src\/transport\.ts\(\d+,\d+\): error TS\d+: /m);
    expect(output).toMatch(/^major +spec +#\/paths\/~1get-leads\/get\/parameters\/3/m);
    expect(status).toBe(1);
  });

  test("what cannot be found out is no pass", () => {
    writeFileSync(join(repository, "spec/openapi.yaml"), "openapi: [");
    expect(check()).toMatchObject({ status: 2 });
    git("checkout", "--quiet", "--", "spec");
    writeFileSync(join(repository, ".changeset/one.md"), "A sentence alone.");
    const unreadable = check();
    expect(unreadable.output).toContain("A file in .changeset/ cannot be read");
    expect(unreadable.status).toBe(2);
    expect(check("--unknown")).toMatchObject({ status: 2 });
    expect(check("--help").output).toMatch(/^Usage: pnpm release:check/);
    expect(check("--help").status).toBe(0);
    expect(check("--update", "--help").output).toMatch(/^Usage: pnpm api:report/);
  });
});
