/** Every change of spec-changes/ through the real redocly, and the seed through it too. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import description from "@chatbase-kit/spec/openapi.json" with { type: "json" };
import { root } from "../run/rooms.ts";
import { largest } from "./bump.ts";
import { documentChanges } from "./spec-changes/document.ts";
import { partsOf, type Spec, type SpecChange } from "./spec-changes/parts.ts";
import { requestChanges } from "./spec-changes/request.ts";
import { responseChanges } from "./spec-changes/response.ts";
import { specChanges } from "./spec-diff.ts";

const folder = mkdtempSync(join(tmpdir(), "release-spec-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, steps: (SpecChange["change"] | undefined)[]): string {
  const copy = structuredClone(description) as unknown as Spec;
  for (const step of steps) step?.(partsOf(copy));
  const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.json`);
  writeFileSync(file, JSON.stringify(copy, null, 2));
  return file;
}

describe.each([
  { part: "a request", table: requestChanges },
  { part: "a response", table: responseChanges },
  { part: "the document", table: documentChanges },
])("a change of $part", ({ table }) => {
  test.concurrent.each(table)("$what: $bump", async ({ what, bump, before, change }) => {
    const changes = await specChanges(write(`${what}-base`, [before]), write(what, [before, change]));
    expect({ bump: largest(changes.map((found) => found.bump)), changes }).toMatchObject({ bump });
  });
});

test("the seed is a base: today's spec asks for no more than a minor release of it", async () => {
  const changes = await specChanges(join(root, "spec/seed/openapi.yaml"), join(root, "spec/openapi.yaml"));
  expect(largest(changes.map(({ bump }) => bump))).toBe("minor");
});

test("a description that redocly cannot read is an error, not a pass", async () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{");
  await expect(specChanges(join(root, "spec/openapi.yaml"), broken)).rejects.toThrow("redocly diff failed");
});
