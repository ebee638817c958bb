/** Api -> shapes.ts: every named schema of the spec as plain data, for those who check answers without zod. */
import { type Code, list, print, quote, record } from "./layout.ts";
import type { Api, Limits, Schema } from "./model.ts";

type Entry = [key: string, value: Code];

const end = " as const satisfies Shape";

export function writeShapes(api: Api): string {
  const declarations = api.dependenciesFirst.map(({ name, schema }) => {
    const start = `export const ${name} = `;
    const doc = `/** Spec: \`${schema.notes.pointer}\` */\n`;
    return `${doc}${start}${print(shapeOf(schema), "", start.length + end.length)}${end};\n`;
  });
  return [shape, ...declarations].join("\n");
}

// Says all that a spec may say, as operations.ts does; and each name means what it means in JSON Schema.
const shape = `/** A schema of the spec as data. The words are those of JSON Schema; \`required\` is there for every object. */
export interface Shape {
  /** Absent where \`enum\`, \`oneOf\` or \`allOf\` says it all. */
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean" | "file";
  readonly nullable?: true;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** What other properties are: a schema, or whether there may be any. Absent where the spec is silent. */
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly enum?: readonly string[];
  /** Exactly one fits. */
  readonly oneOf?: readonly Shape[];
  /** All fit. */
  readonly allOf?: readonly Shape[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}
`;

function shapeOf(schema: Schema): Code {
  if (schema.kind === "reference")
    return schema.nullable ? record([["allOf", list([schema.name])], nullable]) : schema.name;
  return record([...entriesOf(schema), ...(schema.nullable ? [nullable] : [])]);
}

const nullable: Entry = ["nullable", "true"];

function entriesOf(schema: Exclude<Schema, { kind: "reference" }>): Entry[] {
  switch (schema.kind) {
    case "object":
      return [
        type("object"),
        ["properties", record(schema.properties.map((property): Entry => [property.name, shapeOf(property.schema)]))],
        ["required", list(schema.properties.filter(({ required }) => required).map(({ name }) => quote(name)))],
        ...(schema.additional === "unsaid" ? [] : [additional(String(schema.additional === "open"))]),
      ];
    case "record":
      return [type("object"), ["required", "[]"], additional(shapeOf(schema.values))];
    case "union":
      return [["oneOf", list(schema.alternatives.map(shapeOf))]];
    case "intersection":
      return [["allOf", list(schema.parts.map(shapeOf))]];
    case "array":
      return [type("array"), ["items", shapeOf(schema.items)], ...limitsOf(schema.limits)];
    case "enum":
      return [["enum", list(schema.values.map(quote))]];
    case "string":
      return [
        type("string"),
        ...(schema.format ? [["format", quote(schema.format)] satisfies Entry] : []),
        ...limitsOf(schema.limits),
      ];
    case "integer":
    case "number":
      return [type(schema.kind), ...limitsOf(schema.limits)];
    default:
      return [type(schema.kind)];
  }
}

const type = (name: string): Entry => ["type", quote(name)];
const additional = (code: Code): Entry => ["additionalProperties", code];

function limitsOf(limits: Limits): Entry[] {
  return Object.entries(limits)
    .filter(([, limit]) => limit !== undefined)
    .map(([name, limit]) => [name, JSON.stringify(limit)]);
}
