import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** An OpenAPI file as plain data. JSON is YAML, so that one reader is enough. */
export const readDescription = (file: string): unknown => parse(readFileSync(file, "utf8"));
