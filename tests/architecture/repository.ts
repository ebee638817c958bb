import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run/rooms.ts";

/** A file of the repository. Rules look at lists of these, so that a test can plant one that does not exist. */
export interface File {
  /** Relative to the root, with `/`. */
  path: string;
  text: string;
}

/** What a rule found: `path: what is wrong`, one entry for each violation. */
export type Rule = (files: File[]) => string[];

/** Every file that is committed or would be: what git ignores is nobody's architecture. */
export function readRepository(): File[] {
  return listFiles().map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Paths of {@link readRepository}. */
export function listFiles(): string[] {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root });
  return list
    .toString()
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)));
}

/** The repository with other files in it: a text replaces or adds, `undefined` takes away. */
export function plant(files: File[], changes: Record<string, string | undefined>): File[] {
  const kept = files.filter(({ path }) => !(path in changes));
  const added = Object.entries(changes).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]));
  return [...kept, ...added];
}

/** Text of a file that has to be there. */
export function textOf(files: File[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`${path} is missing`);
  return file.text;
}

/** JSON with comments, each on a line of its own. */
export function readJsonc(text: string): unknown {
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ""));
}
