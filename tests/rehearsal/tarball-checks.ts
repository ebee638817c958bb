/** What can be said of a tarball before anybody installs it: publint, arethetypeswrong, and that it has types at all. */
import { join } from "node:path";
import type { PackedPackage } from "./packed.ts";
import { CommandError, run } from "./processes.ts";
import type { Workplace } from "./workplace.ts";

/** The spec: YAML and JSON, nothing to import. */
const withoutTypes = ["@chatbase-kit/spec"];

/** @throws Error naming the package and what is wrong with it */
export async function checkTarball({ name, file }: PackedPackage, place: Workplace): Promise<void> {
  const here = { cwd: place.clone, env: place.machine };
  await run("pnpm", ["exec", "publint", "--strict", file], here);
  const attw = join(place.tools, "node_modules/@arethetypeswrong/cli/dist/index.js");
  // Our packages are ESM; CommonJS reaches them through import(), which is tried with an installed one.
  const report = await run(process.execPath, [attw, file, "--profile", "esm-only", "--format", "json"], here).catch(
    (error: unknown) => {
      if (error instanceof CommandError) throw new Error(`${name}: arethetypeswrong says ${error.output}`);
      throw error;
    },
  );
  // It passes a package that has no types, for there is nothing wrong with them.
  if (!hasTypes(report) && !withoutTypes.includes(name)) throw new Error(`${name} has no types`);
}

/** @param report - of arethetypeswrong, as JSON */
export function hasTypes(report: string): boolean {
  const { analysis } = JSON.parse(report) as { analysis: { types: unknown } };
  return analysis.types !== false;
}
