/** The client's reference: every public name with its docstring, written from the declarations that its users get. */
import { type Public, readPublic } from "./api-report.ts";

/** Where the reference is committed, relative to the root. */
export const referenceFile = "docs/client-api.md";

/** The reference of a source tree as it is now. */
export function writeReference(root: string): string {
  const names = readPublic(root, { removeComments: false });
  const linked = new Set(names.map(({ declaration }) => declaration.name));
  const list = names.filter(({ exported }) => exported).map(({ declaration: { name } }) => link(name));
  return [
    "# API of @chatbase-kit/client",
    "",
    "<!-- Written from the docstrings by `pnpm api:report`. Do not edit. -->",
    "",
    "Every public name, in the order of the alphabet. How they go together says the [README](../packages/client/README.md).",
    "",
    list.join(" · "),
    "",
    ...names.map((name) => section(name, linked)),
  ].join("\n");
}

const link = (name: string): string => `[\`${name}\`](#${name.toLowerCase()})`;

function section({ exported, declaration: { name, text, comment } }: Public, linked: ReadonlySet<string>): string {
  const note = exported ? [] : ["Cannot be imported by this name; others are made of it.", ""];
  return [`## ${name}`, "", ...note, ...prose(comment, linked), "```ts", text, "```", ""].join("\n");
}

/** A docstring as Markdown: its tags become sentences, its example a block of code. */
function prose(comment: string, linked: ReadonlySet<string>): string[] {
  const lines = comment
    .replace(/^\/\*\*\s?/, "")
    .replace(/\s*\*\/$/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""));
  const [said = "", ...tags] = lines.join("\n").split(/^@/m);
  const text = (words: string) =>
    words.trim().replaceAll(/\{@link (\w+)\}/g, (_, name: string) => (linked.has(name) ? link(name) : `\`${name}\``));
  const paragraphs = tags.map((tag) => {
    const [, name = "", words = ""] = /^(\w+)\s*([^]*)$/.exec(tag) ?? [];
    if (name === "example") return `\`\`\`ts\n${words.trim()}\n\`\`\``;
    return `**${name.charAt(0).toUpperCase()}${name.slice(1)}:** ${text(words)}`;
  });
  return [text(said), ...paragraphs].flatMap((paragraph) => (paragraph === "" ? [] : [paragraph, ""]));
}
