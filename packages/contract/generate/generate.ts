/** A bundled OpenAPI document -> the text of every file of src/generated. The same document gives the same bytes. */
import { Place } from "./place.ts";
import { readApi } from "./read-api.ts";
import { writeOperations } from "./write-operations.ts";
import { writeRouter } from "./write-router.ts";
import { writeSchemas } from "./write-schemas.ts";
import { writeShapes } from "./write-shapes.ts";

const header = "// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the spec.\n";

/** File name -> text. */
export type Files = Readonly<Record<"operations.ts" | "schemas.ts" | "shapes.ts" | "router.ts", string>>;

/**
 * @param spec - OpenAPI 3.0 with every `$ref` inside the document.
 * @throws SpecError when the spec says something that the generator does not understand.
 */
export function generate(spec: unknown): Files {
  const api = readApi(Place.of(spec));
  return {
    "operations.ts": `${header}\n${writeOperations(api)}`,
    "schemas.ts": header + writeSchemas(api),
    "shapes.ts": `${header}\n${writeShapes(api)}`,
    "router.ts": header + writeRouter(api),
  };
}
