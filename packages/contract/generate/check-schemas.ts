/** What can only be judged with every schema at hand: parts of `allOf`, and values of a discriminator. */
import type { Declaration, Discriminator, IntersectionSchema, ObjectSchema, Schema, UnionSchema } from "./model.ts";
import { childrenOf } from "./order.ts";
import { SpecError } from "./place.ts";

/** Name of a component -> its schema. */
export type Components = ReadonlyMap<string, Schema>;

/** @param declarations - none of which contains itself. */
export function checkSchemas(declarations: Declaration[]): void {
  const components = new Map(declarations.map(({ name, schema }) => [name, schema]));
  for (const { schema } of declarations) {
    // Two exports of one constant would be one schema with two names.
    if (schema.kind === "reference") {
      throw new SpecError(schema.notes.pointer, `only another name of ${schema.name}`, `Use ${schema.name} itself`);
    }
    check(schema, components);
  }
}

export function behind(schema: Schema, components: Components): Schema {
  const target = schema.kind === "reference" ? components.get(schema.name) : undefined;
  return target ? behind(target, components) : schema;
}

function check(schema: Schema, components: Components): void {
  if (schema.kind === "intersection") checkParts(schema, components);
  if (schema.kind === "union" && schema.discriminator) checkDiscriminator(schema, schema.discriminator, components);
  for (const child of childrenOf(schema)) check(child, components);
}

function checkParts(schema: IntersectionSchema, components: Components): void {
  const seen = new Set<string>();
  for (const part of schema.parts) {
    for (const name of objectsOf(part, components).flatMap(({ properties }) => properties.map((item) => item.name))) {
      if (!seen.has(name)) seen.add(name);
      else
        throw new SpecError(part.notes.pointer, `"${name}" is in two parts of an allOf`, "Describe it in one of them");
    }
  }
}

/** The objects that one part of an `allOf` consists of. */
function objectsOf(part: Schema, components: Components): ObjectSchema[] {
  const target = behind(part, components);
  const { pointer } = part.notes;
  if (target.kind === "intersection") return target.parts.flatMap((inner) => objectsOf(inner, components));
  if (target.kind !== "object" || target.nullable) {
    throw new SpecError(pointer, "a part of an allOf that is not an object", "Use objects that are not nullable");
  }
  if (target.additional === "closed") {
    throw new SpecError(pointer, "a part of an allOf that forbids the others", "Remove additionalProperties: false");
  }
  return [target];
}

/** Each alternative must say by itself, with an enum, which values announce it: that is what is checked on the wire. */
function checkDiscriminator(
  { alternatives }: UnionSchema,
  { pointer, property, mapping }: Discriminator,
  components: Components,
): void {
  for (const alternative of alternatives) {
    const name = alternative.kind === "reference" ? alternative.name : "";
    const target = behind(alternative, components);
    const found = target.kind === "object" ? target.properties.find((item) => item.name === property) : undefined;
    const value = found && behind(found.schema, components);
    if (target.nullable) throw new SpecError(pointer, `${name} may be null`, "Null has no property that announces it");
    if (!found?.required || value?.kind !== "enum" || value.nullable) {
      throw new SpecError(
        pointer,
        `${name} has no required enum "${property}"`,
        "Give it one, in an object of its own",
      );
    }
    const announced = [...mapping].filter(([, target]) => target === name).map(([text]) => text);
    if (announced.toSorted().join("\n") === value.values.toSorted().join("\n")) continue;
    const says = `the discriminator announces ${name} by ${quoted(announced)}, the schema itself by ${quoted(value.values)}`;
    throw new SpecError(pointer, says, "Write the same in mapping and enum");
  }
}

function quoted(values: string[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}
