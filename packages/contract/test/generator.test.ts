/** The generator: what it writes for every construct that it knows, and that it stops, with the place, at all others. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { generate } from "../generate/generate.ts";
import { SpecError } from "../generate/place.ts";
import { altered } from "./altered.ts";
import constructs from "./fixtures/constructs/openapi.json" with { type: "json" };
import constructsRefusals from "./fixtures/refusals.json" with { type: "json" };
import next from "./fixtures/next-operations/openapi.json" with { type: "json" };
import nextRefusals from "./fixtures/next-operations/refusals.json" with { type: "json" };

interface Refusal {
  what: string;
  at: string;
  value?: unknown;
  pointer: string;
  problem: string;
}

const files = ["operations.ts", "schemas.ts", "shapes.ts", "router.ts"] as const;
const specs: { folder: string; spec: unknown; refusals: Refusal[] }[] = [
  { folder: "constructs", spec: constructs, refusals: constructsRefusals },
  { folder: "next-operations/generated", spec: next, refusals: nextRefusals },
];

describe.each(specs)("fixtures/$folder", ({ folder, spec, refusals }) => {
  test.each(files)("writes %s", (file) => {
    const golden = readFileSync(new URL(`./fixtures/${folder}/${file}`, import.meta.url), "utf8");
    expect(generate(spec)[file]).toBe(golden);
  });

  test("writes the same whatever the order of keys inside a schema", () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null) return value;
      // The order inside an example is the example's own.
      const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
        return [key, key === "example" ? item : reversed(item)];
      });
      return Object.fromEntries("type" in value && typeof value.type === "string" ? entries.toReversed() : entries);
    };
    expect(generate(reversed(spec))).toEqual(generate(spec));
  });

  test("keeps every line within 120 columns", () => {
    const lines = Object.values(generate(spec)).flatMap((text) => text.split("\n"));
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  test.each(refusals)("stops at: $what", ({ at, value, pointer, problem }) => {
    const run = () => generate(altered(spec, at, value));
    expect(run).toThrow(SpecError);
    expect(run).toThrow(problem);
    expect(run).toThrow(expect.objectContaining({ pointer }));
    // Pointer, problem, remedy: each ends with its own mark.
    expect(run).toThrow(/^#\S*: .+\. .+\.$/);
  });
});
