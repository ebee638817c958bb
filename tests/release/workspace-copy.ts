/** A second workspace that can be changed and run, while the first stays as it is. */
import { cpSync, existsSync, globSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../architecture/repository.ts";
import { root } from "../run/rooms.ts";

/** Everything of this repository that is committed or would be, with its dependencies linked. */
export function copyWorkspace(folder: string): void {
  for (const path of listFiles()) cpSync(join(root, path), join(folder, path));
  linkDependencies(folder);
}

/**
 * Links a copy to the packages that are installed here.
 *
 * The links of each package are copied as they are, relative: `@chatbase-kit/contract` then is the copy's own.
 */
function linkDependencies(folder: string): void {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  for (const manifest of globSync("{spec,tests,packages/*,apps/*}/package.json", { cwd: root })) {
    const modules = join(dirname(manifest), "node_modules");
    if (!existsSync(join(root, modules))) continue;
    mkdirSync(join(folder, modules), { recursive: true });
    cpSync(join(root, modules), join(folder, modules), {
      recursive: true,
      verbatimSymlinks: true,
      // Caches of vite and vitest; a copy has its own.
      filter: (path) => !/node_modules[\\/]\.v/.test(path),
    });
  }
}
