/** Names of the spec are used before they are defined; constants of a module must not be. */
import type { Declaration, Schema } from "./model.ts";
import { SpecError } from "./place.ts";

/** What is referred to comes first; apart from that, the spec's order. */
export function dependenciesFirst(components: Declaration[]): Declaration[] {
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
  return schema.kind === "reference" ? [schema.name] : childrenOf(schema).flatMap(referencesOf);
}

/** The schemas that a schema is made of, without those that it refers to by name. */
export function childrenOf(schema: Schema): Schema[] {
  switch (schema.kind) {
    case "array":
      return [schema.items];
    case "record":
      return [schema.values];
    case "object":
      return schema.properties.map((property) => property.schema);
    case "union":
      return schema.alternatives;
    case "intersection":
      return schema.parts;
    default:
      return [];
  }
}
