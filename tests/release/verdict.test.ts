/** The decision and what is said about it, without a repository. */
import { describe, expect, test } from "vitest";
import { type Bump, bumpBetween, compareVersions } from "./bump.ts";
import type { Change } from "./change.ts";
import { givenBump } from "./pending.ts";
import { renderVerdict } from "./render.ts";
import { judge } from "./verdict.ts";

const spec = (bump: Change["bump"]): Change => ({ where: "spec", bump, place: `#/${bump}`, what: `a ${bump} change` });
const types = (bump: Change["bump"]): Change => ({ ...spec(bump), where: "client types" });
const given = (bump: Bump) => ({ bump, by: [] });

describe("the verdict", () => {
  test.each<{ changes: Change[]; pending: Bump; ok: boolean }>([
    { changes: [], pending: "none", ok: true },
    { changes: [], pending: "major", ok: true },
    { changes: [spec("patch")], pending: "none", ok: false },
    { changes: [spec("patch")], pending: "patch", ok: true },
    { changes: [spec("minor")], pending: "none", ok: false },
    { changes: [spec("minor")], pending: "patch", ok: false },
    { changes: [spec("minor")], pending: "minor", ok: true },
    { changes: [spec("major")], pending: "none", ok: false },
    { changes: [spec("major")], pending: "minor", ok: false },
    { changes: [spec("major")], pending: "major", ok: true },
    { changes: [types("minor")], pending: "none", ok: false },
    { changes: [types("major")], pending: "minor", ok: false },
    { changes: [types("major")], pending: "major", ok: true },
    { changes: [spec("patch"), types("major")], pending: "minor", ok: false },
    { changes: [spec("major"), types("minor")], pending: "major", ok: true },
  ])("$changes with $pending pending: ok is $ok", ({ changes, pending, ok }) => {
    expect(judge(changes, given(pending)).ok).toBe(ok);
  });

  test("names every change that is not carried, the largest first, and what to write", () => {
    const text = renderVerdict(judge([spec("patch"), spec("minor"), types("major")], given("patch")), "v1.0.0");
    expect(text).toMatch(/major +client types +#\/major +a major change\nminor +spec/);
    expect(text).not.toContain("a patch change");
    expect(text).toContain("choose major");
  });

  test("counts what does not fit on the page", () => {
    const many = Array.from({ length: 40 }, () => spec("major"));
    expect(renderVerdict(judge(many, given("none")), "v1.0.0")).toContain("... and 10 more");
  });
});

describe("what is pending", () => {
  const group = ["@kit/a", "@kit/b"];
  const set = (name: string, type: Bump) => ({ id: `${name}-${type}`, releases: [{ name, type }] });
  const same = { before: "1.2.3", now: "1.2.3" };

  test.each<{ what: string; changesets: ReturnType<typeof set>[]; versions: typeof same; bump: Bump }>([
    { what: "nothing", changesets: [], versions: same, bump: "none" },
    { what: "one changeset", changesets: [set("@kit/a", "patch")], versions: same, bump: "patch" },
    {
      what: "the largest",
      changesets: [set("@kit/a", "major"), set("@kit/b", "minor")],
      versions: same,
      bump: "major",
    },
    { what: "of a private package", changesets: [set("@kit/tests", "major")], versions: same, bump: "none" },
    { what: "an empty changeset", changesets: [{ id: "empty", releases: [] }], versions: same, bump: "none" },
    { what: "a moved version", changesets: [], versions: { before: "1.2.3", now: "2.0.0" }, bump: "major" },
    {
      what: "a moved version and a changeset",
      changesets: [set("@kit/a", "patch")],
      versions: { before: "1.2.3", now: "1.3.0" },
      bump: "minor",
    },
  ])("$what gives $bump", ({ changesets, versions, bump }) => {
    expect(givenBump(changesets, group, versions).bump).toBe(bump);
  });
});

test.each<[string, string, Bump]>([
  ["0.0.0", "0.1.0", "minor"],
  ["0.1.0", "1.0.0", "major"],
  ["1.2.3", "1.2.4", "patch"],
  ["1.2.3-next.0", "1.2.3", "patch"],
  ["1.2.3", "1.2.3", "none"],
])("from %s to %s is %s", (before, after, bump) => {
  expect(bumpBetween(before, after)).toBe(bump);
});

test("a version that goes back is an error", () => {
  expect(() => bumpBetween("1.0.0", "0.9.9")).toThrow("went back from 1.0.0 to 0.9.9");
  expect(() => bumpBetween("1.0.0", "next")).toThrow("next is no version");
});

test("versions sort by number, not by letter", () => {
  const sorted = ["1.10.0", "1.9.0", "1.10.0-next.2", "1.10.0-next.10", "0.1.0"].toSorted(compareVersions);
  expect(sorted).toEqual(["0.1.0", "1.9.0", "1.10.0-next.2", "1.10.0-next.10", "1.10.0"]);
});
