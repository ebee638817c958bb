/** Api -> schemas.ts: one zod/mini schema per named schema of the spec and per group of parameters. */
import { formats } from "./formats.ts";
import { type Code, list, print, quote, record, wrap } from "./layout.ts";
import type { Api, Limits, ObjectSchema, Schema, UnionSchema } from "./model.ts";
import { declarationDoc } from "./tsdoc.ts";

export function writeSchemas(api: Api): string {
  const groups = api.operations.flatMap((operation) => Object.values(operation.groups));
  const declarations = [...api.dependenciesFirst, ...groups].map(({ name, schema }) => {
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
      return checked(wrap("z.array(", codeOf(schema.items), ")"), schema.limits);
    case "union":
      return unionCode(schema);
    case "intersection":
      return schema.parts.map(codeOf).reduce(intersectionCode);
    case "file":
      return "z.file()";
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

/** Exactly one, as `oneOf` says; `z.union` would take the first that fits and drop what only another one knows. */
function unionCode({ alternatives, discriminator }: UnionSchema): Code {
  const items = list(alternatives.map(codeOf));
  return discriminator
    ? wrap(`z.discriminatedUnion(${quote(discriminator.property)}, `, items, ")")
    : wrap("z.xor(", items, ")");
}

function intersectionCode(left: Code, right: Code): Code {
  return { open: "z.intersection(", items: [left, right], close: ")" };
}

function checked(code: Code, limits: Limits): Code {
  const { minLength, maxLength, pattern, minimum, maximum, minItems, maxItems } = limits;
  const checks = [
    ...(minLength === undefined ? [] : [`z.minLength(${minLength})`]),
    ...(maxLength === undefined ? [] : [`z.maxLength(${maxLength})`]),
    ...(pattern === undefined ? [] : [`z.regex(${new RegExp(pattern, "u")})`]),
    ...(minimum === undefined ? [] : [`z.minimum(${minimum})`]),
    ...(maximum === undefined ? [] : [`z.maximum(${maximum})`]),
    ...(minItems === undefined ? [] : [`z.minLength(${minItems})`]),
    ...(maxItems === undefined ? [] : [`z.maxLength(${maxItems})`]),
  ];
  if (checks.length === 0) return code;
  if (typeof code === "string") return { open: `${code}.check(`, items: checks, close: ")" };
  return wrap("", code, `.check(${checks.join(", ")})`);
}
