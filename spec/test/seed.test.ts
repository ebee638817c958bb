/** What we were given (spec/seed/openapi.yaml) is law: our spec adds to it and never narrows or contradicts it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import spec from "../openapi.json" with { type: "json" };
import { redocly, specFolder, temporaryFolder, writeDocument } from "./redocly.ts";

type Spec = typeof spec;
const { get: getLeads } = spec.paths["/get-leads"];

interface SpecDiff {
  readonly changes: readonly { readonly path: string; readonly impact: string; readonly kind: string }[];
}

/** What our paths have and the seed's have not, besides descriptions and examples; docs/decisions/0007 says why what is required is. */
const additions = [
  "operationId",
  "responses/200/content/application/json/schema/required",
  "responses/200/content/application/json/schema/properties/collectedCustomers/items/required",
  ...[400, 401, 404, 500].map((status) => `responses/${status}/content/application/json/schema/required`),
].map((place) => `/paths//get-leads/get/${place}`);

/** The changes from the seed to the file that would break a client that was written for the seed. */
async function majorChanges(file: string): Promise<string[]> {
  const args = ["seed/openapi.yaml", file, "--config", "redocly.yaml", "--format", "json", "--fail-on", "none"];
  const { stdout } = await redocly("diff", ...args);
  const { changes } = JSON.parse(stdout) as SpecDiff;
  return changes.filter(({ impact }) => impact === "major").map(({ kind, path }) => `${kind}: ${path}`);
}

test("the seed is the one that we were given", () => {
  const digest = createHash("sha256")
    .update(readFileSync(join(specFolder, "seed/openapi.yaml")))
    .digest("hex");
  expect(digest).toBe("c839fc82aff70edc6b4b51a1802360fbf97103a5dae3a5530e0e12d93eb0ea48");
});

test("openapi.yaml has no major change against the seed", async () => {
  expect((await majorChanges("openapi.yaml")).join("\n")).toBe("");
});

test("every example of the seed is an example still", async () => {
  const output = join(temporaryFolder, "seed.json");
  await redocly("bundle", "seed/openapi.yaml", "--output", output);
  const seed: unknown = JSON.parse(readFileSync(output, "utf8"));
  const ours = new Set(examplesIn(spec));
  expect(examplesIn(seed)).toContain("No API key provided.");
  expect(examplesIn(seed).filter((example) => !ours.has(example))).toEqual([]);
});

/** A description in one piece, without references. */
async function whole(file: string): Promise<unknown> {
  const output = join(temporaryFolder, `whole-${file.replaceAll("/", "-")}.json`);
  await redocly("bundle", file, "--dereferenced", "--output", output);
  return JSON.parse(readFileSync(output, "utf8"));
}

test("our spec adds to the seed what is written here, and no word that would narrow it", async () => {
  const added = missing(await whole("openapi.yaml"), await whole("seed/openapi.yaml"));
  // What the paths refer to stands in the paths.
  const inPaths = added.filter((pointer) => !pointer.startsWith("/components/"));
  const advice =
    "openapi.yaml has something that the seed has not: if you mean it, add its pointer to `additions` in spec/test/seed.test.ts";
  expect(inPaths, advice).toEqual(additions);
  expect(missing({ type: "string", minLength: 1 }, { type: "string" })).toEqual(["/minLength"]);
});

test("everything of the seed but its descriptions stands in our spec, in the same place", async () => {
  expect(missing(await whole("seed/openapi.yaml"), await whole("openapi.yaml")).join("\n")).toBe("");
  expect(missing({ tags: [{ name: "Leads" }, { name: "Chat" }] }, { tags: [{ name: "Leads" }] })).toEqual(["/tags/1"]);
  expect(missing({ info: { title: "a" } }, { info: { title: "b" } })).toEqual(["/info/title"]);
});

test("nothing of it is deprecated: production has not said so", () => {
  expect(JSON.stringify(spec)).not.toContain('"deprecated":true');
});

/** Pointers to what one document has and the other has not, or has otherwise. Descriptions may differ; examples may move. */
function missing(seed: unknown, ours: unknown, pointer = ""): string[] {
  if (typeof seed !== "object" || seed === null) return seed === ours ? [] : [pointer];
  if (typeof ours !== "object" || ours === null) return [pointer];
  return Object.entries(seed)
    .filter(([key]) => key !== "description" && key !== "example")
    .flatMap(([key, item]) => missing(item, (ours as Record<string, unknown>)[key], `${pointer}/${key}`));
}

/** Every plain value below a key `example`, wherever it stands. */
function examplesIn(value: unknown, inside = false): unknown[] {
  if (typeof value !== "object" || value === null) return inside ? [value] : [];
  return Object.entries(value).flatMap(([key, item]) => examplesIn(item, inside || key === "example"));
}

/** The control: without it, a diff that finds nothing at all would pass the test above. */
const breaking: { what: string; change: (copy: Spec) => void }[] = [
  {
    what: "a renamed parameter",
    change: (copy) => Object.assign(copy.paths["/get-leads"].get.parameters[0] ?? {}, { name: "botId" }),
  },
  {
    what: "a parameter that is now required",
    change: (copy) => Object.assign(copy.paths["/get-leads"].get.parameters[3] ?? {}, { required: true }),
  },
  {
    what: "a property of another type",
    change: (copy) => Object.assign(copy.components.schemas.Lead.properties.id, { type: "integer" }),
  },
  {
    what: "a removed path",
    change: (copy) => Object.assign(copy, { paths: { "/leads": { get: getLeads } } }),
  },
];

test.concurrent.each(breaking)("the diff sees $what as major", async ({ what, change }) => {
  const copy = structuredClone(spec);
  change(copy);
  const file = writeDocument(what.replaceAll(" ", "-"), copy);
  expect(await majorChanges(file)).not.toEqual([]);
});
