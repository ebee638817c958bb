/** DIFFERENCES.md has every switch of the server, and every switch that it has is one. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operations } from "../src/admin/description.ts";
import { defaultConfig } from "../src/config.ts";
import { faultNames } from "../src/faults/registry.ts";
import { startOptions } from "../src/flags.ts";

const page = readFileSync(new URL("../DIFFERENCES.md", import.meta.url), "utf8");

/** Flags that change nothing of what is answered to whom. */
const ofTheProcess = ["--host", "--port", "--store", "--grace", "--log-level"];

/** Flag, variable and option of a switch, as the page has them. */
const listed = [...page.matchAll(/`(--[a-z-]+)[^`]*` \(`(CHATBASE_[A-Z_]+)`, `(\w+)`\)/g)].map(
  ([, flag, variable, option]) => ({ flag, variable, option }),
);

describe("the switches of DIFFERENCES.md", () => {
  const flags = startOptions().map((each) => ({
    flag: each.long,
    variable: each.envVar,
    option: each.attributeName(),
  }));

  test("are those of the start, each by its flag, variable and option", () => {
    const wanted = flags.filter(({ flag }) => !ofTheProcess.includes(flag ?? ""));
    const byFlag = (one: { flag?: string | undefined }, other: { flag?: string | undefined }) =>
      (one.flag ?? "") < (other.flag ?? "") ? -1 : 1;
    expect(listed.toSorted(byFlag)).toEqual(wanted.toSorted(byFlag));
    expect(wanted.map(({ option }) => option).filter((option) => !(option in defaultConfig))).toEqual([]);
  });

  test("are nothing else: every flag, variable, fault and path of the page exists", () => {
    const named = [...page.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag);
    expect(named.filter((name) => !flags.some(({ flag }) => flag === name))).toEqual([]);
    const variables = [...page.matchAll(/CHATBASE_[A-Z_]+/g)].map(([variable]) => variable);
    expect(variables.filter((name) => !flags.some(({ variable }) => variable === name))).toEqual([]);
    const faults = [...page.matchAll(/--faults ([a-z-]+)/g)].map(([, fault]) => fault);
    expect(faults.filter((name) => !faultNames.some((fault) => fault === name))).toEqual([]);
    const paths = [...page.matchAll(/`([A-Z]+) \/_admin(\/[^`]*)`/g)].map(([, method, path]) => ({ method, path }));
    expect(paths).not.toEqual([]);
    for (const path of paths) expect(operations).toContainEqual(expect.objectContaining(path));
  });
});
