/** Api -> schemas.ts: one zod/mini schema per named schema of the spec and per group of parameters. */
import { formats } from "./formats.ts";
import { type Code, list, print, quote, record, wrap } from "./layout.ts";
import type { Api, Declaration, Limits, ObjectSchema, Schema } from "./model.ts";
import { SpecError } from "./place.ts";
import { declarationDoc } from "./tsdoc.ts";

export function writeSchemas(api: Api): string {
  const groups = api.operations.flatMap((operation) => Object.values(operation.groups));
  const declarations = [...inOrder(api.components), ...groups].map(({ name, schema }) => {
    const start = `export const ${name} = `;
    return `${declarationDoc(schema.notes)}${start}${print(codeOf(schema), "", start.length)};\n`;
  });
  return ['import * as z from "zod/mini";\n', ...declarations].join("\n");
}

function codeOf(schema: Schema): Code {
  const code = bareCodeOf(schema);
  return schema.nullable ? wrap("z.nullable(", code, ")") : code;
}

function bareCodeOf(schema: Schema): Code {
  switch (schema.kind) {
    case "reference":
      return schema.name;
    case "boolean":
      return "z.boolean()";
    case "enum":
      return wrap("z.enum(", list(schema.values.map(quote)), ")");
    case "array":
      return wrap("z.array(", codeOf(schema.items), ")");
    case "record":
      return wrap("z.record(z.string(), ", codeOf(schema.values), ")");
    case "string":
      return checked(schema.format ? (formats[schema.format] ?? "") : "z.string()", schema.limits);
    case "integer":
      return checked("z.int()", schema.limits);
    case "number":
      return checked("z.number()", schema.limits);
    default:
      return objectCode(schema);
  }
}

/** Unknown properties: dropped where the spec is silent, kept where it allows them, refused where it forbids them. */
const objectKinds = { unsaid: "z.object(", open: "z.looseObject(", closed: "z.strictObject(" } as const;

function objectCode(schema: ObjectSchema): Code {
  const properties = schema.properties.map(({ name, required, schema: property }): [string, Code] => {
    return [name, required ? codeOf(property) : wrap("z.optional(", codeOf(property), ")")];
  });
  return wrap(objectKinds[schema.additional], record(properties, properties.length > 0), ")");
}

function checked(code: string, limits: Limits): Code {
  const { minLength, maxLength, pattern, minimum, maximum } = limits;
  const checks = [
    ...(minLength === undefined ? [] : [`z.minLength(${minLength})`]),
    ...(maxLength === undefined ? [] : [`z.maxLength(${maxLength})`]),
    ...(pattern === undefined ? [] : [`z.regex(${new RegExp(pattern, "u")})`]),
    ...(minimum === undefined ? [] : [`z.minimum(${minimum})`]),
    ...(maximum === undefined ? [] : [`z.maximum(${maximum})`]),
  ];
  return checks.length === 0 ? code : { open: `${code}.check(`, items: checks, close: ")" };
}

/** What is referred to comes first; apart from that, the spec's order. */
function inOrder(components: Declaration[]): Declaration[] {
  const done = new Set<Declaration>();
  const visit = (declaration: Declaration, path: Declaration[]): void => {
    if (path.includes(declaration)) {
      const { pointer } = declaration.schema.notes;
      throw new SpecError(pointer, "the schema contains itself", "Recursion needs getters: teach write-schemas.ts");
    }
    for (const name of referencesOf(declaration.schema)) {
      const target = components.find((component) => component.name === name);
      if (target) visit(target, [...path, declaration]);
    }
    done.add(declaration);
  };
  for (const declaration of components) visit(declaration, []);
  return [...done];
}

function referencesOf(schema: Schema): string[] {
  switch (schema.kind) {
    case "reference":
      return [schema.name];
    case "array":
      return referencesOf(schema.items);
    case "record":
      return referencesOf(schema.values);
    case "object":
      return schema.properties.flatMap((property) => referencesOf(property.schema));
    default:
      return [];
  }
}
