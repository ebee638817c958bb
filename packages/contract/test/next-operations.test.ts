/** The larger spec: what the next operations of this API may look like goes through the generator and the round trip. */
import * as z from "zod/mini";
import { describe, expect, test } from "vitest";
import { altered } from "./altered.ts";
import * as operations from "./fixtures/next-operations/generated/operations.ts";
import * as router from "./fixtures/next-operations/generated/router.ts";
import * as schemas from "./fixtures/next-operations/generated/schemas.ts";
import changes from "./fixtures/next-operations/changes.json" with { type: "json" };
import spec from "./fixtures/next-operations/openapi.json" with { type: "json" };
import { differences } from "./round-trip/differences.ts";
import type { SpecDocument } from "./round-trip/document.ts";
import { pointersOf } from "./round-trip/pointers.ts";

const document = spec as unknown as SpecDocument;
const { contract } = router;
const views = { ...operations, router: contract, schemas };

test("what is generated from it equals it", () => {
  expect(differences(document, views)).toEqual([]);
});

const placesOf = (lines: string[]) => lines.map((line) => line.slice(0, line.indexOf(":"))).toSorted();

test.each(changes as { what: string; at: string; value?: unknown; places: string[] }[])(
  "the spec changes: $what",
  ({ at, value, places }) => {
    expect(placesOf(differences(altered(document, at, value), views))).toEqual(places.toSorted());
  },
);

describe("whatever is taken out of the spec is missed", () => {
  /** Words for people, compared as bytes in generator.test.ts; and a style that is what no style means, too. */
  const unheard =
    /\/(description|example|tags|tags\/0|explode|style)$|^\/components\/schemas\/.*\/(deprecated|default)$/;
  const facts = pointersOf(document, ["/paths", "/components/schemas", "/components/parameters"]);

  test.each(facts.filter((pointer) => !unheard.test(pointer)))("%s", (pointer) => {
    let lines: string[] | undefined;
    try {
      lines = differences(altered(document, pointer, undefined), views);
    } catch {
      return; // A document that cannot be read at all is noticed, too.
    }
    expect(lines).not.toEqual([]);
  });
});

// By other names, for linters know `catch` from promises and do not like a name that begins with a line.
const { _default: filledIn, catch: replaced } = z;

const changed = {
  "the choice takes the first that fits": {
    views: { schemas: { ...schemas, ChatInput: z.union([schemas.Prompt, schemas.Turn]) } },
    line: "schemas/ChatInput/anyOf: only in the contract",
  },
  "the choice looks at another property": {
    views: { schemas: { ...schemas, Turn: z.xor([schemas.UserTurn, schemas.SystemTurn]) } },
    line: "schemas/Turn/discriminator: only in the spec",
  },
  "a list may be empty": {
    views: { schemas: { ...schemas, SourceUpload: z.extend(schemas.SourceUpload, { files: z.array(z.file()) }) } },
    line: "schemas/SourceUpload/properties/files/minItems: only in the spec",
  },
  "a file is a text": {
    views: { schemas: { ...schemas, IconUpload: z.extend(schemas.IconUpload, { icon: z.string() }) } },
    line: "schemas/IconUpload/properties/icon/format: only in the spec",
  },
  "a default is filled in": {
    views: { schemas: { ...schemas, Model: filledIn(z.enum(["fast", "smart"]), "smart") } },
    line: "schemas/Model/changesValues: only in the contract",
  },
  "a text is trimmed": {
    views: { schemas: { ...schemas, Language: z.string().check(z.regex(/^[a-z]{2}$/u), z.trim()) } },
    line: "schemas/Language/changesValues: only in the contract",
  },
  "a text is made of anything": {
    views: { schemas: { ...schemas, Language: z.coerce.string().check(z.regex(/^[a-z]{2}$/u)) } },
    line: "schemas/Language/changesValues: only in the contract",
  },
  "a wrong value is replaced": {
    views: { schemas: { ...schemas, Model: replaced(z.enum(["fast", "smart"]), "fast") } },
    line: "schemas/Model/changesValues: only in the contract",
  },
  "a value is converted": {
    views: {
      schemas: {
        ...schemas,
        Model: z.pipe(
          schemas.Model,
          z.transform((text) => text.toUpperCase()),
        ),
      },
    },
    line: "schemas/Model/changesValues: only in the contract",
  },
  "multipart is sent as JSON": {
    views: { router: { ...contract, putIcon: { ...contract.putIcon, contentType: "application/json" } } },
    line: 'router/putIcon/contentType: the spec says "multipart/form-data", the contract "application/json"',
  },
  "204 has a body": {
    views: {
      router: { ...contract, deleteChatbot: { ...contract.deleteChatbot, responses: { 204: schemas.Chatbot } } },
    },
    line: 'router/deleteChatbot/responses/204: the spec says null, the contract "Chatbot"',
  },
  "nothing is deprecated": {
    views: { router: { ...contract, putIcon: { ...contract.putIcon, deprecated: undefined } } },
    line: "router/putIcon/deprecated: only in the spec",
  },
};

test.each(Object.entries(changed))("the contract changes: %s", (_, { views: other, line }) => {
  expect(differences(document, { ...views, ...other })).toContain(line);
});
