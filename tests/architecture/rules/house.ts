import type { Rule } from "../repository.ts";
import { isSource, sources } from "../source.ts";

const maxLines = 250;
const isGenerated = (path: string) => path.includes("/generated/");

/** Tools that read a default export offer no other way. */
const mayExportDefault = /(?:\.config\.ts|^spec\/lint-rules\.js)$/;

export const exportsAreNamed: Rule = (files) =>
  sources(files).flatMap(({ file: { path }, exports }) => [
    ...(exports.includes("default") && !mayExportDefault.test(path) ? [`${path}: default export`] : []),
    ...(exports.includes("*") ? [`${path}: export *; name what is public`] : []),
  ]);

/** A file that only passes on other files' names is a barrel; each package has one, its index. */
export const onlyTheIndexIsABarrel: Rule = (files) =>
  sources(files)
    .filter(({ file: { path }, nodes }) => {
      const body = nodes[0]?.["body"] as { type: string; source?: unknown }[] | undefined;
      const passesOn = body?.filter(({ type, source }) => type === "ExportNamedDeclaration" && Boolean(source)) ?? [];
      return (
        passesOn.length > 0 &&
        passesOn.length === body?.length &&
        !/^(?:packages|apps)\/[^/]+\/src\/index\.ts$/.test(path)
      );
    })
    .map(({ file }) => `${file.path}: only re-exports; import from the files themselves`);

export const nothingIsAny: Rule = (files) =>
  sources(files)
    .filter(({ nodes }) => nodes.some(({ type }) => type === "TSAnyKeyword"))
    .map(({ file }) => `${file.path}: uses any`);

export const filesHaveOneJob: Rule = (files) =>
  files
    .filter((file) => isSource(file) && !isGenerated(file.path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path}: ${lines} lines, over ${maxLines}; it has two jobs`);
