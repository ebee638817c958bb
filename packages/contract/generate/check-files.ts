/** A file is a part of a multipart body and nothing else: neither JSON nor a parameter can carry one. */
import { behind, type Components } from "./check-schemas.ts";
import type { Declaration, Operation, Schema } from "./model.ts";
import { childrenOf } from "./order.ts";
import { SpecError } from "./place.ts";

const plain: readonly string[] = ["string", "enum", "integer", "number", "boolean", "file"];

export function checkFiles(declarations: Declaration[], operations: Operation[]): void {
  const components = new Map(declarations.map(({ name, schema }) => [name, schema]));
  const bodies = operations.flatMap(({ body }) => (body?.contentType === "multipart/form-data" ? [body.name] : []));
  for (const name of bodies) checkParts(components.get(name), components);
  const allowed = bodies.flatMap((name) => partsOf(components.get(name)));
  const answers = operations.flatMap(({ responses }) => responses.map((response) => response.body));
  const asJson = operations.flatMap(({ body }) => (body?.contentType === "application/json" ? [body.name] : []));
  for (const { name, schema } of declarations) {
    const sentAsJson = [...answers, ...asJson].includes(name);
    for (const file of filesOf(schema)) {
      if (!sentAsJson && allowed.includes(file)) continue;
      throw new SpecError(
        file.notes.pointer,
        "a file outside of a multipart body",
        "Use it in multipart/form-data only",
      );
    }
  }
}

/** Each part is text or a file; what JSON inside of a part means is for `encoding` to say, which nobody here reads. */
function checkParts(body: Schema | undefined, components: Components): void {
  if (body?.kind !== "object" || body.nullable) {
    const pointer = body?.notes.pointer ?? "#";
    throw new SpecError(pointer, "a multipart body that is not one object", "Describe its parts as properties");
  }
  if (body.additional === "open") {
    throw new SpecError(body.notes.pointer, "a multipart body with parts that nobody describes", "Name every part");
  }
  for (const part of partsOf(body)) {
    const target = behind(part, components);
    if (plain.includes(target.kind) && !target.nullable) continue;
    throw new SpecError(
      part.notes.pointer,
      "a part that is neither plain nor a file",
      "Send it as JSON in a body of its own",
    );
  }
}

/** The parts of a multipart body: a list is the same part again for each item. */
function partsOf(body: Schema | undefined): Schema[] {
  if (body?.kind !== "object") return [];
  return body.properties.map(({ schema }) => (schema.kind === "array" && !schema.nullable ? schema.items : schema));
}

function filesOf(schema: Schema): Schema[] {
  return schema.kind === "file" ? [schema] : childrenOf(schema).flatMap(filesOf);
}
