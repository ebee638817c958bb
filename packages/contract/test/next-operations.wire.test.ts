/** What the schemas of the larger spec accept and refuse, value by value: a round trip sees words, not their meaning. */
import type * as z from "zod/mini";
import { expect, test } from "vitest";
import * as schemas from "./fixtures/next-operations/generated/schemas.ts";
import spec from "./fixtures/next-operations/openapi.json" with { type: "json" };
import { pointersOf } from "./round-trip/pointers.ts";

type Name = keyof typeof schemas;
const byName: Readonly<Record<Name, z.ZodMiniType>> = { ...schemas };

const icon = new File(["png"], "icon.png", { type: "image/png" });
const id = "7f1d5f2c-0d1b-4b7e-9b59-5f3a0c1a2b3c";
const bot = { id, createdAt: "2026-01-02T03:04:05Z", name: "Shop" };
const text = { type: "text", role: "user", text: "Hello" };

const accepted: [name: Name, value: unknown][] = [
  ["Visibility", null],
  ["Settings", null],
  ["Settings", { theme: null, domains: null }],
  ["Chatbot", { ...bot, trainedAt: null, characters: 0 }],
  ["Message", text],
  ["Message", { ...text, type: "html" }],
  ["Message", { type: "call", name: "find", arguments: { query: "shoes", limit: 3, all: true } }],
  ["ChatInput", { prompt: "Hello", conversationId: null }],
  ["ChatInput", { messages: [{ kind: "SystemTurn", anything: [1] }] }],
  ["UserTurn", { kind: "UserTurn", text: ["Hello"] }],
  ["IconUpload", { icon }],
  ["SourceUpload", { files: [icon, icon], titles: [], replace: true }],
  ["ListConversationsQuery", { source: ["api"], id: [id] }],
];

test.each(accepted)("%s accepts %j unchanged", (name, value) => {
  expect(byName[name].safeParse(value)).toEqual({ success: true, data: value });
});

const refused: [name: Name, value: unknown, why: string][] = [
  ["Visibility", "nobody", "is not in the enum"],
  ["Model", null, "may not be null"],
  ["Model", undefined, "is not filled in, for a default is only told"],
  ["Settings", { other: 1 }, "forbids other properties"],
  ["Chatbot", { ...bot, id: undefined }, "lacks what its first part requires"],
  ["Chatbot", { ...bot, name: "" }, "breaks a limit of its second part"],
  ["Chatbot", { ...bot, characters: 0.5 }, "has half a character in its third part"],
  ["Message", { ...text, type: "image" }, "is a text that calls itself an image"],
  ["Message", { ...text, type: "audio" }, "calls itself what nobody is"],
  ["Message", { role: "user", text: "Hello" }, "does not say what it is"],
  ["ChatInput", { prompt: "Hello", messages: [] }, "is neither of the two"],
  ["ChatInput", { messages: [] }, "has too short a list"],
  ["ChatInput", { messages: [{ kind: "UserTurn" }] }, "is wrong deep inside"],
  ["UserTurn", { kind: "UserTurn", text: 1 }, "has a text that is neither a text nor a list"],
  ["IconUpload", { icon: "png" }, "has a text for a file"],
  ["SourceUpload", { files: [] }, "has too few files"],
  ["SourceUpload", { files: Array.from({ length: 11 }, () => icon) }, "has too many files"],
  ["Language", "english", "misses its pattern"],
  ["ListConversationsQuery", { source: "api" }, "is not split into a list"],
  ["ListConversationsQuery", { source: ["mail"] }, "lists what is not in the enum"],
  ["ListConversationsQuery", { source: ["api"], includeLeads: "false" }, "is not made a boolean"],
  ["CreateChatbotHeaders", {}, "lacks a header"],
];

test.each(refused)("%s refuses %j: it %s", (name, value) => {
  expect(byName[name].safeParse(value).success).toBe(false);
});

const bodies = pointersOf(spec, ["/paths", "/components"]).flatMap((pointer): [string, z.ZodMiniType, unknown][] => {
  const media = pointer.endsWith("/example") ? at(pointer.slice(0, -"/example".length)) : {};
  const { schema, example } = media as { schema?: { $ref?: string }; example?: unknown };
  const name = schema?.$ref?.replace("#/components/schemas/", "") as Name | undefined;
  return name ? [[pointer, byName[name], example]] : [];
});

test("there are examples to look at", () => {
  expect(bodies.length).toBeGreaterThan(5);
});

test.each(bodies)("the example at %s is accepted unchanged", (_, schema, example) => {
  expect(schema.safeParse(example)).toEqual({ success: true, data: example });
});

function at(pointer: string): unknown {
  const keys = pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], spec);
}
