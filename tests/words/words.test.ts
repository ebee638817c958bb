import { createServer, type Server } from "@chatbase-kit/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spec } from "../dredd/spec.ts";
import { type Ask, asks } from "./ask.ts";
import { promises } from "./promises.ts";
import { sentencesOf } from "./sentences.ts";

const said = sentencesOf(spec);
const proven = Object.entries(promises).flatMap(([about, sentences]) =>
  Object.entries(sentences).map(([text, promised]) => ({ about, text, promised })),
);

let server: Server;
let ask: Ask;
beforeAll(() => {
  server = createServer({ store: ":memory:", logLevel: "silent" });
  ask = asks(server);
});
afterAll(async () => server?.close());

test("each sentence of the spec is proven or plain, and nothing else is", () => {
  const keys = (sentences: readonly { about: string; text: string }[]): string[] =>
    [...new Set(sentences.map(({ about, text }) => `${about}: ${text}`))].toSorted();
  const advice =
    "A sentence of the spec is new or changed: say in tests/words/promises.ts how to prove it, or that it is plain";
  expect(keys(said), advice).toEqual(keys(proven));
});

test.each(proven)("$about: $text", async ({ promised }) => {
  expect(promised === "plain" || (await promised(ask))).toBe(true);
});

test("who leaves out a parameter gets what the spec's default of it gets", async () => {
  const { parameters = [] } = spec.paths["/get-leads"]?.["get"] ?? {};
  const defaults = parameters.flatMap(({ name, schema }) => (schema.default === undefined ? [] : [{ name, schema }]));
  const given = await Promise.all(defaults.map(({ name, schema }) => ask({ [name]: `${schema.default ?? ""}` })));
  const left = await ask();
  expect(given).toEqual(defaults.map(() => left));
});

test("sentences are parted at paragraphs and full stops, and know what they are about", () => {
  const node = { parameters: [{ name: "a", description: "One e.g. two.\nThree.\n\nFour" }], x: { summary: "Five." } };
  expect(sentencesOf(node).map(({ about, text }) => `${about}: ${text}`)).toEqual([
    "a: One e.g. two.",
    "a: Three.",
    "a: Four",
    "x: Five.",
  ]);
});
