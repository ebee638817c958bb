/** What every schema may say beside its type, and what stands in the spec for people to read. */
import type { Notes } from "./model.ts";
import type { Place } from "./place.ts";

/** Keywords that a schema may have whatever its type; `described` are those that need no type. */
export const described: readonly string[] = ["description", "example", "deprecated"];
export const common: readonly string[] = ["type", "nullable", ...described];

/** What the spec says about a place for people to read. */
export function readNotes(place: Place): Notes {
  return {
    pointer: place.pointer,
    description: place.maybe("description")?.string(),
    example: place.maybe("example")?.value,
    default: place.maybe("default")?.value,
    deprecated: place.maybe("deprecated")?.boolean(),
  };
}

export function shared(place: Place): { notes: Notes; nullable: boolean } {
  return { notes: readNotes(place), nullable: place.maybe("nullable")?.boolean() ?? false };
}
