/** The generator: what it writes for every construct that it knows, and that it stops, with the place, at all others. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "../generate/generate.ts";
import { SpecError } from "../generate/place.ts";
import constructs from "./fixtures/constructs/openapi.json" with { type: "json" };
import refusals from "./fixtures/refusals.json" with { type: "json" };

const files = ["operations.ts", "schemas.ts", "router.ts"] as const;

test.each(files)("writes fixtures/constructs/%s", (file) => {
  const golden = readFileSync(new URL(`./fixtures/constructs/${file}`, import.meta.url), "utf8");
  expect(generate(constructs)[file]).toBe(golden);
});

test("writes the same whatever the order of keys inside a schema", () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, reversed(item)]);
    return Object.fromEntries("type" in value && typeof value.type === "string" ? entries.toReversed() : entries);
  };
  expect(generate(reversed(constructs))).toEqual(generate(constructs));
});

test("keeps every line within 120 columns", () => {
  const lines = Object.values(generate(constructs)).flatMap((text) => text.split("\n"));
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});

/** A copy of the constructs in which the value at a JSON pointer is replaced, or removed when there is none. */
function altered(at: string, value: unknown): unknown {
  const copy = structuredClone(constructs) as object;
  const keys = at
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop() ?? "";
  const parent = keys.reduce((place, key) => Reflect.get(place, key) as object, copy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return copy;
}

test.each(refusals as { what: string; at: string; value?: unknown; pointer: string; problem: string }[])(
  "stops at: $what",
  ({ at, value, pointer, problem }) => {
    const run = () => generate(altered(at, value));
    expect(run).toThrow(SpecError);
    expect(run).toThrow(problem);
    expect(run).toThrow(expect.objectContaining({ pointer }));
    // Pointer, problem, remedy: each ends with its own mark.
    expect(run).toThrow(/^#\S*: .+\. .+\.$/);
  },
);
