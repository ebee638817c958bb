import { posix } from "node:path";
import type { Rule } from "../repository.ts";
import { sources } from "../source.ts";

/** Folder of each package, its name, and what its code may import of the others. This table is the arrow of DESIGN.md. */
const packages = [
  { folder: "spec", name: "spec", may: [] },
  { folder: "packages/contract", name: "contract", may: [] },
  { folder: "packages/client", name: "client", may: ["contract"] },
  { folder: "apps/server", name: "server", may: ["contract", "spec"] },
  { folder: "apps/cli", name: "cli", may: ["client"] },
  { folder: "apps/console", name: "console", may: ["client"] },
  // As a team's code: the server is for its tests.
  { folder: "examples", name: "examples", may: ["contract", "client", "server"] },
  // Look at everything from outside; nothing looks back.
  { folder: "tests", name: "tests", may: ["spec", "contract", "client", "server", "cli", "console"] },
  { folder: "bench", name: "bench", may: ["spec", "contract", "client", "server", "cli", "console"] },
];

/** The generator reads the spec, and so do the tests that compare with it. */
const mayReadSpec = /^packages\/[^/]+\/(?:generate|test)\//;

/** spec <- contract <- client <- cli, console; contract <- server; nothing imports tests/ or apps/*. */
export const followsTheArrow: Rule = (files) =>
  sources(files).flatMap(({ file: { path }, imports }) => {
    const home = packages.find(({ folder }) => path.startsWith(`${folder}/`));
    if (home === undefined) return [];
    return imports.flatMap(({ specifier }) => {
      if (specifier.startsWith(".")) {
        const target = posix.join(posix.dirname(path), specifier);
        return target.startsWith(`${home.folder}/`) ? [] : [`${path}: ${specifier} leaves the package ${home.folder}`];
      }
      const [, name] = /^@chatbase-kit\/([^/]+)/.exec(specifier) ?? [];
      if (name === undefined || name === home.name || home.may.includes(name)) return [];
      if (name === "spec" && mayReadSpec.test(path)) return [];
      return [`${path}: ${home.name} may not import ${specifier}`];
    });
  });

/** A code file outside of every package would escape the rule above. */
export const livesInAPackage: Rule = (files) =>
  sources(files)
    .map(({ file }) => file.path)
    .filter((path) => !packages.some(({ folder }) => path.startsWith(`${folder}/`)))
    .map((path) => `${path}: belongs to no package of the house`);
