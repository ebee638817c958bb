/** The repository once more, to be released from: its history, and the files as they are now. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "../architecture/repository.ts";
import { type Environment, run } from "./processes.ts";

/** `git` in a folder; gives what it prints, without its last line end. */
export async function git(cwd: string, env: Environment, ...args: string[]): Promise<string> {
  return (await run("git", args, { cwd, env })).trimEnd();
}

/**
 * Clones a repository, and commits what is not committed yet: rehearsed is what lies here.
 *
 * A detached HEAD, no main branch and no tags are fine. A shallow clone has no history to clone from: its files become the
 * first commit of a new one, and the changelogs then name that commit.
 */
export async function cloneRepository(root: string, folder: string, env: Environment): Promise<void> {
  if ((await git(root, env, "rev-parse", "--is-shallow-repository")) === "true") {
    await git(root, env, "init", "--quiet", "--initial-branch=main", folder);
  } else {
    await git(root, env, "clone", "--quiet", root, folder);
  }
  const files = listFiles();
  for (const path of (await git(folder, env, "ls-files", "-z")).split("\0")) {
    if (path !== "" && !files.includes(path) && existsSync(join(folder, path))) rmSync(join(folder, path));
  }
  for (const path of files) cpSync(join(root, path), join(folder, path));
  await commitAll(folder, env, "The working tree as it was rehearsed");
}

/** Commits whatever differs, if anything does. */
export async function commitAll(folder: string, env: Environment, message: string): Promise<void> {
  await git(folder, env, "add", "--all");
  if ((await git(folder, env, "status", "--porcelain")) === "") return;
  await git(folder, env, "commit", "--quiet", "--message", message);
}
