import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as server from "../src/index.ts";
import { defaultConfig } from "../src/index.ts";

test("the package gives out these values, and no others", () => {
  expect(Object.keys(server).toSorted()).toEqual([
    "ImportError",
    "StoreError",
    "createServer",
    "defaultConfig",
    "demo",
    "demoLeads",
    "hashKey",
    "importLeads",
    "leadRecord",
    "openStore",
    "startServer",
  ]);
});

test("the README's table of flags has every setting and its default", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const rows = [...readme.matchAll(/^\| `--([a-z-]+)` \| `CHATBASE_([A-Z_]+)` \| (?:`([^`]+)` )?\|/gm)];
  const settings = Object.entries(defaultConfig).map(([name, value]) => {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    // The one setting that is no plain value: no faults, until somebody names some.
    return [flag, flag.toUpperCase().replaceAll("-", "_"), typeof value === "object" ? "none" : String(value)];
  });
  expect(rows.map(([, flag, variable, value]) => [flag, variable, value ?? ""])).toEqual(settings);
});
