/** `oneOf` and `allOf`: schemas that are put together from others. */
import type { Discriminator, Schema } from "./model.ts";
import type { Place } from "./place.ts";
import { described, readNotes, shared } from "./read-notes.ts";

type Read = (place: Place) => Schema;

/** @param read - what reads each alternative. */
export function readUnion(place: Place, read: Read): Schema {
  const list = parts(place, "oneOf", ["discriminator"]);
  if (list.length < 2) place.at("oneOf").refuse("a choice of fewer than two", "Say it without oneOf");
  const alternatives = list.map(read);
  const discriminator = place.maybe("discriminator");
  return {
    kind: "union",
    ...shared(place),
    alternatives,
    ...(discriminator ? { discriminator: readDiscriminator(discriminator, alternatives) } : {}),
  };
}

/** `allOf` around one thing is that thing under a description of its own: OpenAPI 3.0 ignores what is beside a `$ref`. */
export function readIntersection(place: Place, read: Read): Schema {
  const list = parts(place, "allOf", []);
  const [first, second] = list;
  if (!first) return place.at("allOf").refuse("nothing to put together", "List at least one schema");
  if (!second) return { ...read(first), notes: readNotes(place) };
  return { kind: "intersection", ...shared(place), parts: list.map(read) };
}

function parts(place: Place, word: "oneOf" | "allOf", more: readonly string[]): Place[] {
  const problem = `nullable beside ${word}, where OpenAPI 3.0.3 gives it no meaning`;
  if (place.has("nullable"))
    place.at("nullable").refuse(problem, "Say it in the schema that may be null, beside its type");
  return place
    .only([word, ...more, ...described])
    .at(word)
    .items();
}

/** Without a mapping, the value is the name of the schema (OpenAPI 3.0.3, Discriminator Object). */
function readDiscriminator(place: Place, alternatives: Schema[]): Discriminator {
  place.only(["propertyName", "mapping"]);
  const names = alternatives.map((alternative) => {
    if (alternative.kind === "reference") return alternative.name;
    return place.refuse("a discriminator of a schema without a name", "Move it to #/components/schemas and $ref it");
  });
  const entries = place.maybe("mapping")?.entries() ?? [];
  const explicit = entries.map(([value, target]): [string, string] => {
    const name = target.string().replace(/^#\/components\/schemas\//, "");
    if (names.includes(name) && name !== target.string()) return [value, name];
    return target.refuse("not one of the alternatives", "Write #/components/schemas/ and the name of one of them");
  });
  const mapped = explicit.map(([, name]) => name);
  const implicit = names.filter((name) => !mapped.includes(name)).map((name): [string, string] => [name, name]);
  const property = place.at("propertyName").string();
  return { pointer: place.pointer, property, mapping: new Map([...explicit, ...implicit]) };
}
