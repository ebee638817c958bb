import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import { resolve, type Spec } from "./spec.ts";

/** JSON Schema, draft-07. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

interface SpecSchema extends JsonSchema {
  properties?: Record<string, object>;
  items?: object;
}

/** Says nothing about which values are right. */
const annotations = new Set(["description", "example", "title", "deprecated"]);
/** Mean the same in OpenAPI 3.0 and in draft-07. */
const keywords = new Set(["type", "format", "required", "enum", "minLength", "maxLength", "minItems", "maxItems"]);

/**
 * Schema of a response as draft-07, without references, and strict: no object has a member that the spec does not name.
 *
 * @throws if the spec uses a keyword that nobody has taught this function: left out, it would prove nothing.
 */
export function strictSchema(spec: Spec, schema: object): JsonSchema {
  return { $schema: "http://json-schema.org/draft-07/schema#", ...convert(spec, schema) };
}

function convert(spec: Spec, schema: object): JsonSchema {
  const { properties, items, ...rest } = resolve<SpecSchema>(spec, schema as SpecSchema);
  const kept = Object.entries(rest).filter(([keyword]) => !annotations.has(keyword));
  const unknown = kept.filter(([keyword]) => !keywords.has(keyword));
  if (unknown.length > 0) throw new Error(`The proof does not know the schema keyword ${unknown[0]?.[0]}`);
  return {
    ...Object.fromEntries(kept),
    ...(items !== undefined && { items: convert(spec, items) }),
    ...(properties !== undefined && { properties: convertAll(spec, properties), additionalProperties: false }),
  };
}

function convertAll(spec: Spec, properties: Record<string, object>): JsonSchema {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, convert(spec, schema)]));
}

/** More of one kind is no news. */
const reportedFaults = 5;

/**
 * Makes the check of a body. Dredd's own validator (ajv 6 in its fast mode) takes February 30 for a day; this one does not.
 * An e-mail address is what a form takes for one (HTML, section 4.10.5.1.5), as in the contract.
 *
 * @returns a function that says what is wrong, naming the place; nothing when all is right.
 */
export function bodyCheck(schema: JsonSchema): (body: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: true });
  addFormats.default(ajv, { mode: "full", formats: ["date", "date-time"] });
  addFormats.default(ajv, { mode: "fast", formats: ["email"] });
  const validate = ajv.compile(schema);
  return (body) => {
    validate(body);
    return (validate.errors ?? []).slice(0, reportedFaults).map(describe);
  };
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty } = params as { additionalProperty?: string };
  const extra = additionalProperty === undefined ? "" : ` (${additionalProperty})`;
  return `${instancePath === "" ? "the body" : instancePath} ${message}${extra}`;
}
