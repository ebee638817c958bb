/** Which release today is compared with, in small repositories of git. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkOut, lastRelease, releaseOf } from "./base.ts";
import { promisesOf } from "./promises.ts";

let folder: string;
let repository: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release-base-"));
  repository = join(folder, "repository");
  mkdirSync(repository);
  git("init", "--quiet", "--initial-branch=main");
  commit("first");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const identity = ["-c", "user.name=Release Test", "-c", "user.email=release@example.com", "-c", "commit.gpgsign=false"];
const git = (...args: string[]) =>
  execFileSync("git", [...identity, ...args], { cwd: repository, stdio: "pipe" }).toString();

function commit(text: string, ...tags: string[]) {
  writeFileSync(join(repository, "file"), text);
  git("add", "--all");
  git("commit", "--quiet", "--message", text);
  for (const tag of tags) git("tag", tag);
}

test("before the first release there is none, whatever else is tagged", () => {
  git("tag", "before-the-rewrite");
  expect(lastRelease(repository, "9.9.9")).toBeUndefined();
});

test("the newest version counts, not the name that sorts last and not the tag that was set last", () => {
  commit("1.10", "@chatbase-kit/client@1.10.0", "@chatbase-kit/server@1.10.0");
  commit("1.9", "v1.9.0", "v2-draft");
  expect(lastRelease(repository, "9.9.9")?.version).toBe("1.10.0");
});

test("a release of another branch does not count", () => {
  commit("1.0", "v1.0.0");
  git("switch", "--quiet", "--create", "next");
  commit("2.0", "v2.0.0");
  git("switch", "--quiet", "main");
  expect(lastRelease(repository, "9.9.9")?.tag).toBe("v1.0.0");
});

test("a shallow clone is refused: its last release may be out of sight", () => {
  commit("1.0", "v1.0.0");
  commit("more");
  git("clone", "--quiet", "--depth=1", `file://${repository}`, join(folder, "shallow"));
  const shallow = join(folder, "shallow");
  expect(() => lastRelease(shallow, "1.0.0")).toThrow("git fetch --unshallow --tags");
  // Nothing was ever released, so nothing can be out of sight.
  expect(lastRelease(shallow, "0.0.0")).toBeUndefined();
});

test("a release is written into a folder, and the working tree and the index stay as they are", () => {
  commit("as released", "v1.0.0");
  writeFileSync(join(repository, "file"), "as edited");
  writeFileSync(join(repository, "staged"), "");
  git("add", "staged");
  const before = git("status", "--porcelain");
  const base = join(folder, "base");
  mkdirSync(base);
  checkOut(repository, { tag: "v1.0.0", version: "1.0.0" }, base);
  expect(readFileSync(join(base, "file"), "utf8")).toBe("as released");
  expect(existsSync(join(base, "staged"))).toBe(false);
  expect(git("status", "--porcelain")).toBe(before);
});

test.each([
  ["v1.2.3", "1.2.3"],
  ["@chatbase-kit/client@0.1.0", "0.1.0"],
  ["@chatbase-kit/client@1.0.0-next.1", "1.0.0-next.1"],
  ["1.2.3", undefined],
  ["v1.2", undefined],
  ["@other/client@1.2.3", undefined],
  ["v1.2.3/x", undefined],
])("the tag %s is release %s", (tag, version) => {
  expect(releaseOf(tag)?.version).toBe(version);
});

test("tests that know the inside of a package, themselves or by a helper, promise nothing to its users", () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, "test/support"), { recursive: true });
    writeFileSync(join(folder, "test", path), text);
  };
  write("outside.test.ts", 'import { a } from "../src/index.ts"; import { b } from "./support/fake.ts";');
  write(
    "support/fake.ts",
    'import { a } from "../../src/index.ts"; import json from "../vectors.json" with { type: "json" };',
  );
  write("types.test-d.ts", 'import type { A } from "../src/index.ts";');
  write("inside.test.ts", 'import { a } from "../src/index.ts"; import { b } from "../src/page.ts";');
  write("helped.test.ts", 'import { c } from "./support/inside.ts";');
  write("support/inside.ts", 'export const c = await import("../../src/page.ts");');
  expect(promisesOf(folder)).toEqual({
    outside: ["test/outside.test.ts", "test/types.test-d.ts"],
    inside: ["test/helped.test.ts", "test/inside.test.ts"],
  });
});
