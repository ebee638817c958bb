/** Holds parameters and bodies to the description. What is wrong is said in words that repeat nothing of what was sent. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { RequestError } from "../http/errors.ts";
import { description, type Operation, type Parameter, type Schema } from "./description.ts";

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

const ajv = new Ajv({
  strict: false,
  formats: { "date-time": (text: string) => instant.test(text) && !Number.isNaN(Date.parse(text)) },
});
ajv.addSchema({ $id: "admin", components: description.components });

/** Names that the description has; any other comes from the request, and is not repeated. */
const knownNames = new Set(
  Object.values(description.components["schemas"] ?? {}).flatMap((schema) =>
    Object.keys((schema as { readonly properties?: object }).properties ?? {}),
  ),
);

function placeOf(path: string): string {
  const parts = path.split("/").slice(1);
  const names = parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${knownNames.has(part) ? part : "…"}`));
  return names.join("").replace(/^\./, "");
}

function describe({ instancePath, keyword, message = "", params }: ErrorObject): string {
  const place = placeOf(instancePath);
  const { missingProperty } = params as { readonly missingProperty?: string };
  if (missingProperty !== undefined) return `${place && `${place}.`}${missingProperty} is required.`;
  const subject = place || "the body";
  if (keyword === "additionalProperties") return `${subject} has an unknown field.`;
  if (keyword === "pattern") return `${subject} has characters that it must not have.`;
  return `${subject} ${message}.`;
}

const validators = new WeakMap<Schema, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema).replaceAll('"#/', '"admin#/');
  const compiled = ajv.compile(JSON.parse(text) as Schema);
  validators.set(schema, compiled);
  return compiled;
}

function refuse(detail: string): never {
  throw new RequestError("invalid_parameter", detail);
}

/** @throws {RequestError} 400 for a body that is not what the schema says. */
export function checkBody(body: unknown, schema: Schema): void {
  const validate = validatorOf(schema);
  if (validate(body)) return;
  const [error] = validate.errors ?? [];
  refuse(error === undefined ? "the body is wrong." : describe(error));
}

function typed({ schema }: Parameter, texts: readonly string[]): unknown {
  if (schema["type"] === "array") return texts;
  const [text = ""] = texts;
  return schema["type"] === "integer" && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function checkParameter(parameter: Parameter, texts: readonly string[]): unknown {
  const { name, schema } = parameter;
  if (schema["type"] !== "array" && texts.length > 1) refuse(`${name} is given more than once; give it once.`);
  const value = typed(parameter, texts);
  const validate = validatorOf(schema);
  if (validate(value)) return value;
  return refuse(
    `${name} ${validate.errors?.[0]?.keyword === "pattern" ? "has characters that it must not have" : validate.errors?.[0]?.message}.`,
  );
}

/**
 * Reads the parameters of a request.
 *
 * @param path those in the path, decoded.
 * @returns name -> value: text, number, or an array of texts.
 * @throws {RequestError} 400
 */
export function readParameters(
  { parameters }: Operation,
  target: string,
  path: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const [, query = ""] = /\?(.*)$/s.exec(target) ?? [];
  const sent = new URLSearchParams(query);
  if ([...sent.keys()].some((name) => !parameters.some((each) => each.in === "query" && each.name === name)))
    refuse(`there is an unknown parameter; this operation has ${names(parameters) || "none"}.`);
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const { name, required } = parameter;
    const texts = parameter.in === "path" ? [path[name] ?? ""] : sent.getAll(name);
    if (texts.length > 0) values[name] = checkParameter(parameter, texts);
    else if (required) refuse(`${name} is required.`);
  }
  return values;
}

function names(parameters: readonly Parameter[]): string {
  return parameters
    .filter((each) => each.in === "query")
    .map(({ name }) => name)
    .join(", ");
}
