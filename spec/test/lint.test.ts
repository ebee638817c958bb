/** The spec keeps its rules, and each rule speaks up when it is broken: a rule that is off would pass in silence. */
import { expect, test } from "vitest";
import spec from "../openapi.json" with { type: "json" };
import { changes, type Spec } from "./lint-changes.ts";
import { redocly, rulesBrokenBy, writeDocument } from "./redocly.ts";

test("openapi.yaml passes", async () => {
  const { exitCode, stderr } = await redocly("lint", "openapi.yaml");
  expect(stderr).toContain("is valid");
  expect(exitCode).toBe(0);
});

test("each broken rule is reported, and no other", async () => {
  const files = changes.map(({ change }, index) => {
    const copy = structuredClone(spec) as unknown as Spec;
    change(copy.paths["/get-leads"].get, copy);
    return writeDocument(`lint-${index}`, copy);
  });
  const broken = await rulesBrokenBy(files);
  const found = changes.map(({ what }, index) => ({ what, rules: broken[index] }));
  expect(found).toEqual(changes.map(({ what, rules }) => ({ what, rules })));
});
