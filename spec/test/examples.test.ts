/** Our examples show the lead of the seed, wherever they stand: dredd, the demo data and the docs are made of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { redocly, temporaryFolder } from "./redocly.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly example?: unknown;
}

interface WholeSpec {
  readonly paths: {
    readonly "/get-leads": {
      readonly get: {
        readonly parameters: readonly { readonly name: string; readonly example: unknown }[];
        readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, Answer>> }>>;
      };
    };
  };
  readonly components: { readonly schemas: { readonly Lead: Schema } };
}

interface Answer {
  readonly schema?: Schema;
  readonly example?: unknown;
}

/** A description without references. */
async function whole(file: string): Promise<WholeSpec> {
  const output = join(temporaryFolder, "whole.json");
  await redocly("bundle", file, "--dereferenced", "--output", output);
  return JSON.parse(readFileSync(output, "utf8")) as WholeSpec;
}

/** Status -> what is sent with it. */
function answersOf({ paths }: WholeSpec): Record<string, Answer | undefined> {
  const { responses } = paths["/get-leads"].get;
  return Object.fromEntries(
    Object.entries(responses).map(([status, { content }]) => [status, content["application/json"]]),
  );
}

/** The value that the examples in a schema make. */
function exampleOf({ properties, items, example }: Schema): unknown {
  if (items !== undefined) return [exampleOf(items)];
  if (properties === undefined) return example;
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, exampleOf(schema)]));
}

test("the example of each answer is what the seed's examples of its fields make together", async () => {
  const seed = await whole("seed/openapi.yaml");
  const ours = await whole("openapi.yaml");
  const statuses = Object.keys(answersOf(seed));
  expect(statuses).toContain("200");
  const wanted = statuses.map((status) => [status, exampleOf(answersOf(seed)[status]?.schema ?? {})]);
  expect(statuses.map((status) => [status, answersOf(ours)[status]?.example])).toEqual(wanted);
});

test("the example of each parameter, and of each field of a lead, is the seed's", async () => {
  const fields = ({ paths, components }: WholeSpec) => ({
    parameters: paths["/get-leads"].get.parameters.map(({ name, example }) => [name, example]),
    lead: Object.entries(components.schemas.Lead.properties ?? {}).map(([name, { example }]) => [name, example]),
  });
  const [seed, ours] = [fields(await whole("seed/openapi.yaml")), fields(await whole("openapi.yaml"))];
  for (const parameter of seed.parameters) expect(ours.parameters).toContainEqual(parameter);
  for (const field of seed.lead) expect(ours.lead).toContainEqual(field);
});
