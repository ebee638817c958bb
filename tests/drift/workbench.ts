/** A copy of the working tree that is changed, looked at and put back. The tree of whoever runs it is never touched. */
import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyWorkspace } from "../release/workspace-copy.ts";
import { root } from "../run/rooms.ts";
import type { Command } from "./checks.ts";
import { applyEdit, editsOf, type Mutation } from "./mutation.ts";
import { type Ended, runNode } from "./process.ts";

/** Longest that one process may take, in milliseconds: a mutation can make a loop endless, and a busy machine is slow. */
const limit = 180_000;

export interface Workbench {
  /** The copy. */
  readonly tree: string;
  run(command: Command): Promise<Ended>;
  /** @throws {UnusableMutation} if a place of the mutation is not there; nothing is changed then. */
  apply(mutation: Mutation): void;
  /** Makes the copy what it was. */
  restore(): void;
  remove(): void;
}

const folders = new Set<string>();

/** Removes every copy that is still there, for a run that ends before its time. */
export function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.clear();
}

/** Its own repository over the objects of ours: the release gate asks for tags, and git knows best how to put files back. */
function makeRepository(tree: string): (...args: string[]) => void {
  const quiet: ExecFileSyncOptions = { cwd: tree, stdio: ["ignore", "ignore", "pipe"] };
  execFileSync("git", ["clone", "--quiet", "--bare", "--shared", root, join(tree, ".git")], quiet);
  appendFileSync(join(tree, ".git/info/exclude"), "/node_modules\n");
  const self = ["user.name=drift", "user.email=drift@localhost", "core.bare=false", "commit.gpgSign=false"];
  const settings = [...self, "core.hooksPath=/dev/null", "core.autocrlf=false"].flatMap((setting) => ["-c", setting]);
  const git = (...args: string[]): void => void execFileSync("git", [...settings, ...args], quiet);
  git("config", "core.bare", "false");
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "The tree before any mutation");
  return git;
}

/** The gate's verdict must not depend on what happens to be pending: a copy says that a minor release is. */
function holdPending(tree: string): void {
  const folder = join(tree, ".changeset");
  const pending = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
  for (const file of pending) rmSync(join(folder, file));
  writeFileSync(join(folder, "drift.md"), '---\n"@chatbase-kit/client": minor\n---\n\nWhat is there already.\n');
}

/** Makes a copy, with a folder of its own for what its processes leave lying about. */
export function makeWorkbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-drift-"));
  folders.add(folder);
  // Where root runs this, the Postgres of the tests is another user's process.
  chmodSync(folder, 0o755);
  const [tree, temporary] = [join(folder, "tree"), join(folder, "tmp")];
  mkdirSync(temporary);
  copyWorkspace(tree);
  holdPending(tree);
  const git = makeRepository(tree);
  const env = { ...process.env, TMPDIR: temporary, NO_COLOR: "1", REDOCLY_TELEMETRY: "off" };
  return {
    tree,
    run: ({ cwd, args }) => runNode(args, { cwd: join(tree, cwd), env, limit }),
    apply(mutation) {
      const texts = new Map<string, string>();
      const read = (file: string): string => texts.get(file) ?? readFileSync(join(tree, file), "utf8");
      for (const edit of editsOf(mutation)) texts.set(edit.file, applyEdit(mutation.id, edit, read));
      for (const [file, text] of texts) writeFileSync(join(tree, file), text);
    },
    restore() {
      git("reset", "--quiet", "--hard");
      git("clean", "--quiet", "-d", "--force");
    },
    remove() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      folders.delete(folder);
    },
  };
}
