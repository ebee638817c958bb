/** `restore` beside somebody who opens the database: one of them has it. */
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { backUp } from "../../src/store/sqlite/backup.ts";
import { restore } from "../../src/store/sqlite/restore.ts";
import { seededFile } from "./writers.ts";

const opener = fileURLToPath(new URL("opener.ts", import.meta.url));

/** @returns whether it was restored; not if it was in use. */
function triesToRestore(copy: string, path: string): boolean {
  try {
    restore(copy, path);
    return true;
  } catch (error) {
    if (String(error).includes(`The database ${path} is in use.`)) return false;
    throw error;
  }
}

test("a database is never replaced under who has just opened it", { timeout: 60_000 }, async () => {
  const path = await seededFile();
  const copy = join(dirname(path), "copy.db");
  await backUp(path, copy);
  const state = { isOver: false };
  const opening = promisify(execFile)(process.execPath, [opener, path, "80"]).finally(() => (state.isOver = true));
  let restored = 0;
  for (; !state.isOver; await setTimeout(restored % 5)) if (triesToRestore(copy, path)) restored += 1;
  expect((await opening).stdout).toBe("0\n");
  expect(restored).toBeGreaterThan(5);
});
