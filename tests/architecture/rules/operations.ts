import { posix } from "node:path";
import { parse as parseYaml } from "yaml";
import { type File, type Rule, textOf } from "../repository.ts";
import { parse } from "../source.ts";

const folder = "apps/server/src/operations/";

/** operationIds of the spec. */
export function operationIds(files: File[]): string[] {
  const spec = parseYaml(textOf(files, "spec/openapi.yaml")) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  return Object.values(spec.paths).flatMap((item) =>
    Object.values(item).flatMap(({ operationId }) => operationId ?? []),
  );
}

/** `operations/leads/getLeads.ts` answers getLeads; `getLeads.parameters.ts` beside it is a part of it. */
export const everyOperationHasItsFile: Rule = (files) => {
  const ids = operationIds(files);
  const inRooms = files.filter(({ path }) => path.startsWith(folder) && path.slice(folder.length).includes("/"));
  const missing = ids.flatMap((id) => {
    const handler = inRooms.filter(({ path }) => posix.basename(path) === `${id}.ts`);
    if (handler.length !== 1) return [`${folder}*/${id}.ts: ${handler.length} files instead of one`];
    return handler
      .filter((file) => !parse(file).exports.includes(id))
      .map(({ path }) => `${path}: does not export ${id}`);
  });
  const strangers = inRooms
    .filter(({ path }) => !ids.includes(posix.basename(path).split(".")[0] ?? ""))
    .map(({ path }) => `${path}: named after no operation of the spec`);
  return [...missing, ...strangers];
};

/** Dredd's room names every operation, so that a new one cannot stay unproven. */
export const everyOperationIsInDredd: Rule = (files) => {
  const words = files
    .filter(({ path }) => /^tests\/dredd\/.*\.c?ts$/.test(path))
    .flatMap((file) => parse(file).nodes)
    .flatMap((node) => [node["name"], node["value"]]);
  return operationIds(files)
    .filter((id) => !words.includes(id))
    .map((id) => `tests/dredd: no transaction for ${id}`);
};
