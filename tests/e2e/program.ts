import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { baseUrlOf } from "../dredd/server-process.ts";
import { recordedDoor } from "../recorded.ts";

/** Root of the repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Entry of the server's program. */
export const serverProgram = join(root, "apps/server/src/main.ts");

/** Runs a program to its end and gives what it printed; rejects on another exit code than 0. */
export const run = promisify(execFile);

/** A folder that goes with the test that asked for it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a server as a process of its own, ended with the test, and gives its own base URL: it may be told to misbehave. */
export async function startUnrecorded(args: readonly string[], cwd: string): Promise<string> {
  return await baseUrlOf(spawnServer(process.execPath, [serverProgram], cwd, args));
}

function spawnServer(command: string, args: readonly string[], cwd: string, flags: readonly string[] = []) {
  const child = spawn(command, [...args, "start", "--port", "0", "--log-level", "error", ...flags], { cwd });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Starts a server as a process of its own, ended with the test, and gives its base URL, or a recorder's for it. */
export async function startProcess(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { origin, pathname } = new URL(await baseUrlOf(spawnServer(command, args, cwd)));
  const door = await recordedDoor(origin);
  onTestFinished(door.close);
  return door.origin + pathname;
}
