/** Schema -> TypeScript: interfaces for objects, aliases for the rest. The types of the wire, as plain as they come. */
import { keyOf, quote, width } from "./layout.ts";
import type { Declaration, ObjectSchema, Schema } from "./model.ts";
import { declarationDoc, memberDoc } from "./tsdoc.ts";

export function writeType({ name, schema }: Declaration): string {
  const doc = declarationDoc(schema.notes);
  if (schema.kind === "object" && !schema.nullable) return `${doc}export interface ${name} ${members(schema, "")}\n`;
  return `${doc}export type ${name} =${union(schema, "", `export type ${name} =`.length)};\n`;
}

function members({ properties, additional }: ObjectSchema, indent: string): string {
  const inner = `${indent}  `;
  const lines = properties.map(({ name, required, notes, schema }) => {
    const start = `${inner}${keyOf(name)}${required ? "" : "?"}:`;
    const type = union(schema, inner, start.length, required ? [] : ["undefined"]);
    return `${memberDoc(notes, schema, inner)}${start}${type};\n`;
  });
  const rest = additional === "open" ? [`${inner}[key: string]: unknown;\n`] : [];
  return `{\n${[...lines, ...rest].join("")}${indent}}`;
}

/** The type after a colon or equals sign: on the same line where it fits, else one alternative a line. */
function union(schema: Schema, indent: string, used: number, more: string[] = []): string {
  const parts = [...alternatives(schema, indent), ...more];
  const flat = ` ${parts.join(" | ")}`;
  const [firstLine = ""] = flat.split("\n");
  if (parts.length === 1 || used + firstLine.length < width) return flat;
  return parts.map((part) => `\n${indent}  | ${part}`).join("");
}

function alternatives(schema: Schema, indent: string): string[] {
  return [...bareAlternatives(schema, indent), ...(schema.nullable ? ["null"] : [])];
}

function bareAlternatives(schema: Schema, indent: string): string[] {
  switch (schema.kind) {
    case "reference":
      return [schema.name];
    case "string":
    case "boolean":
      return [schema.kind];
    case "integer":
    case "number":
      return ["number"];
    case "enum":
      return schema.values.map(quote);
    case "array":
      return [`${single(schema.items, indent)}[]`];
    case "file":
      return ["File"];
    case "union":
      return schema.alternatives.flatMap((alternative) => alternatives(alternative, indent));
    case "intersection":
      return [schema.parts.map((part) => single(part, indent)).join(" & ")];
    case "record":
      return [`{ [key: string]: ${alternatives(schema.values, indent).join(" | ")} }`];
    default:
      return [members(schema, indent)];
  }
}

/** The type as an operand of `[]` or `&`. */
function single(schema: Schema, indent: string): string {
  const parts = alternatives(schema, indent);
  return parts.length === 1 && schema.kind !== "intersection" ? parts.join() : `(${parts.join(" | ")})`;
}
