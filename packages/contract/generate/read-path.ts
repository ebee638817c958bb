/** Path Item Object of OpenAPI 3.0.3 -> its operations, each with the parameters that they share. */
import type { Operation } from "./model.ts";
import { type Place, SpecError } from "./place.ts";
import { readOperation } from "./read-operation.ts";

/**
 * @param path - the template, such as `/chatbots/{chatbotId}`.
 * @param security - what applies to an operation that says nothing itself.
 */
export function readPath(path: string, item: Place, security: Place | undefined): Operation[] {
  const names = readTemplate(path, item);
  const parameters = item.maybe("parameters")?.items() ?? [];
  const operations = item.entries().filter(([key]) => key !== "parameters");
  return operations.map(([, place]) => {
    const operation = readOperation(path, place, { security, parameters });
    checkPathParameters(names, operation);
    return operation;
  });
}

/**
 * The names in a template. ts-rest, Fastify and find-my-way each read `:name` in their own way as soon as anything stands
 * beside it in its segment; where a parameter is the whole segment they agree.
 */
function readTemplate(path: string, item: Place): string[] {
  if (!path.startsWith("/")) item.refuse("a path that does not begin with /", "Correct it");
  const names = path
    .slice(1)
    .split("/")
    .flatMap((segment) => {
      const [, name] = /^\{([A-Za-z_]\w*)\}$/.exec(segment) ?? [];
      if (name !== undefined) return [name];
      if (/^[\w.~-]+$/.test(segment)) return [];
      return item.refuse(
        `"${segment}" is neither plain text nor one parameter`,
        "Make it a segment of its own: /{name}/",
      );
    });
  if (new Set(names).size < names.length) item.refuse("a path with a parameter twice", "Give each its own name");
  return names;
}

function checkPathParameters(names: string[], { notes: { pointer }, parameters }: Operation): void {
  const described = parameters.filter((parameter) => parameter.in === "path");
  const missing = names.find((name) => !described.some((parameter) => parameter.name === name));
  if (missing !== undefined) throw new SpecError(pointer, `{${missing}} is described nowhere`, "Add its parameter");
  for (const { name, required, notes } of described) {
    if (!names.includes(name))
      throw new SpecError(notes.pointer, `the path has no {${name}}`, "Add it, or remove this");
    if (!required) throw new SpecError(notes.pointer, "a path parameter that may be left out", "Say required: true");
  }
}
