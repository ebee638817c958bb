import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A package of the workspace that has tests. */
export interface Room {
  /** What people type: the package name without its scope. */
  name: string;
  /** The package name. */
  packageName: string;
  /** Folder, absolute. */
  folder: string;
}

/** Every package with a `test` script, in the order of the arrow: spec, packages, apps, examples, tests, bench. */
export function findRooms(): Room[] {
  return ["spec", "packages/*", "apps/*", "examples", "tests", "bench"].flatMap((pattern) =>
    globSync(`${pattern}/package.json`, { cwd: root })
      .toSorted()
      .flatMap((file) => {
        const manifest = JSON.parse(readFileSync(join(root, file), "utf8")) as {
          name: string;
          scripts?: Record<string, string>;
        };
        if (manifest.scripts?.["test"] === undefined) return [];
        const name = manifest.name.slice(manifest.name.indexOf("/") + 1);
        return [{ name, packageName: manifest.name, folder: join(root, dirname(file)) }];
      }),
  );
}
