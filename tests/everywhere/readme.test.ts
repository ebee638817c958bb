/** The client's README says where the suite runs, by the versions that are installed for it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run/rooms.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const { dependencies } = JSON.parse(read("tests/everywhere/tools/package.json")) as {
  dependencies: Record<string, string>;
};
const minor = (version = "") => version.replace("npm:node@", "").split(".", 2).join(".");
const row = (name: string) =>
  new RegExp(`^\\| ${name} \\| (.*) \\|$`, "m").exec(read("packages/client/README.md"))?.[1];

test("the versions of Node", () => {
  const older = ["node-20", "node-22", "node-24"].map((name) => minor(dependencies[name]));
  const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: Record<string, string> };
  expect(row("Node")).toBe([...older, minor(devDependencies["node"])].join(", "));
});

test("Deno, Bun, workerd and Chromium", () => {
  expect(row("Deno")).toBe(minor(dependencies["deno"]));
  expect(row("Bun")).toBe(minor(dependencies["bun"]));
  expect(row("Cloudflare Workers")).toBe(`workerd ${minor(dependencies["workerd"])}`);
  expect(row("browsers")).toBe(`Chromium ${minor(dependencies["@sparticuz/chromium"]).split(".")[0]}`);
});
