/** The spec's own words as TSDoc: description, facts, pointer and example, wrapped at 120 columns. */
import { width } from "./layout.ts";
import type { Limits, Notes, Schema } from "./model.ts";

/** The comment above a declaration: what it is, and where the spec says so. */
export function declarationDoc(notes: Notes, indent = ""): string {
  return comment([...paragraphs(notes.description), `Spec: \`${notes.pointer}\``], tagsOf(notes), indent);
}

/** The comment above a member: what it is, and the facts that its type cannot say. Empty when nothing is known. */
export function memberDoc(notes: Notes, schema: Schema | undefined, indent: string): string {
  const facts = schema ? factsOf(schema) : "";
  return comment([...paragraphs(notes.description), ...(facts ? [facts] : [])], tagsOf(notes), indent);
}

function factsOf(schema: Schema): string {
  const format = schema.kind === "string" && schema.format ? [`Format: \`${schema.format}\`.`] : [];
  const kind = schema.kind === "integer" ? ["An integer."] : [];
  return [...format, ...kind, ...("limits" in schema ? limitsOf(schema.limits) : [])].join(" ");
}

function limitsOf({ minLength, maxLength, pattern, minimum, maximum, minItems, maxItems }: Limits): string[] {
  return [
    ...(minLength === undefined ? [] : [`Minimum length: ${minLength}.`]),
    ...(maxLength === undefined ? [] : [`Maximum length: ${maxLength}.`]),
    ...(pattern === undefined ? [] : [`Pattern: \`${pattern}\`.`]),
    ...(minimum === undefined ? [] : [`Minimum: ${minimum}.`]),
    ...(maximum === undefined ? [] : [`Maximum: ${maximum}.`]),
    ...(minItems === undefined ? [] : [`Minimum number of items: ${minItems}.`]),
    ...(maxItems === undefined ? [] : [`Maximum number of items: ${maxItems}.`]),
  ];
}

/** Block tags of TSDoc. `@deprecated` makes editors strike the name through. */
function tagsOf(notes: Notes): string[] {
  const deprecated = notes.deprecated ? ["@deprecated The spec says so."] : [];
  const byDefault = notes.default === undefined ? [] : [`@defaultValue ${JSON.stringify(notes.default)}`];
  return [...deprecated, ...byDefault, ...exampleOf(notes)];
}

function exampleOf({ example }: Notes): string[] {
  if (example === undefined) return [];
  const line = `@example ${JSON.stringify(example)}`;
  if (line.length <= width - 5) return [line];
  return ["@example", "```json", ...JSON.stringify(example, null, 2).split("\n"), "```"];
}

function paragraphs(description: string | undefined): string[] {
  return (description ?? "").split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
}

function comment(blocks: string[], tags: string[], indent: string): string {
  const columns = width - indent.length - " * ".length;
  const lines = blocks.flatMap((block, index) => [...(index > 0 ? [""] : []), ...fill(block, columns)]);
  if (lines.length > 0 && tags.length > 0) lines.push("");
  lines.push(...tags);
  if (lines.length === 0) return "";
  const safe = lines.map((line) => line.replaceAll("*/", "*\\/"));
  const [only] = safe;
  if (safe.length === 1 && indent.length + `/** ${only} */`.length <= width) return `${indent}/** ${only} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** Fills a paragraph of Markdown; lists, tables, quotes and code keep the lines that their author gave them. */
function fill(paragraph: string, columns: number): string[] {
  if (/^(\s*([-*+>|#]|\d+\.)\s|\s{4}|\s*```)/m.test(paragraph)) return paragraph.trimEnd().split("\n");
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.trim().split(/\s+/)) {
    if (line && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
