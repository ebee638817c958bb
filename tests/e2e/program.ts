import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

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

/** Starts a server as a process of its own, ended with the test, and gives its base URL. */
export async function startProcess(command: string, args: readonly string[], cwd: string): Promise<string> {
  const child: ChildProcess = spawn(command, [...args, "start", "--port", "0", "--log-level", "error"], { cwd });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  for (;;) {
    const [, baseUrl] = /Base URL {2}(\S+)/.exec(printed) ?? [];
    if (baseUrl !== undefined) return baseUrl;
    if (child.exitCode !== null) throw new Error(`The server ended: ${printed}`);
    await Promise.race([child.stdout && once(child.stdout, "data"), once(child, "close")]);
  }
}
