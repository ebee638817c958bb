/** Which tests of a package speak for its users: those that only know what a user can import. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parse } from "../architecture/source.ts";

export interface Promises {
  /** Test files, relative to the package, that look at it through its index only. */
  outside: string[];
  /** Test files that know files of its inside, which may change in any release. */
  inside: string[];
}

const index = "src/index.ts";

/** @param folder - of a package */
export function promisesOf(folder: string): Promises {
  const tests = globSync("test/**/*.{test,test-d}.ts", { cwd: folder })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
  const outside = tests.filter((path) => looksFromOutside(folder, path));
  return { outside, inside: tests.filter((path) => !outside.includes(path)) };
}

/** A test is as curious as the helpers that it imports. */
function looksFromOutside(folder: string, path: string, seen: Set<string> = new Set()): boolean {
  if (seen.has(path) || path === index || !/\.[cm]?ts$/.test(path)) return true;
  if (!path.startsWith("test/")) return false;
  seen.add(path);
  return parse({ path, text: readFileSync(join(folder, path), "utf8") })
    .imports.filter(({ specifier }) => specifier.startsWith("."))
    .every(({ specifier }) => looksFromOutside(folder, posix.join(dirname(path), specifier), seen));
}
