import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** The program as a process of its own; ended with the test that started it. */
export class Program {
  readonly process: ChildProcess;
  stdout = "";
  stderr = "";

  /** @param env variables besides those of this process. */
  constructor(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
    this.process = spawn(process.execPath, [main, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk: Buffer) => {
      this.stdout += chunk.toString();
    });
    this.process.stderr?.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    onTestFinished(() => void this.process.kill("SIGKILL"));
  }

  /** Waits until what it printed fits, and gives the first group. */
  async printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.stdout + this.stderr);
      if (found) return found[1] ?? found[0];
      if (this.process.exitCode !== null)
        throw new Error(`ended before it printed ${pattern}: ${this.stdout}${this.stderr}`);
      await Promise.race([
        once(this.process.stdout ?? this.process, "data"),
        once(this.process.stderr ?? this.process, "data"),
        once(this.process, "close"),
      ]);
    }
  }

  /** Waits for its end; null when a signal ended it. */
  async exit(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, "close");
    return this.process.exitCode;
  }
}

/** Runs the program to its end. */
export async function runProgram(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const program = new Program(args, cwd, env);
  const code = await program.exit();
  return { code, stdout: program.stdout, stderr: program.stderr };
}

/** Where a program that was started in a folder has its database. */
export function databaseOf(folder: string): string {
  return join(folder, "data/reference.db");
}

/** What the first command in a folder says on standard error, if it may make a database. */
export function madeDatabase(folder: string): string {
  return `Made a new database ${databaseOf(folder)} with the demo data: 2 accounts, 4 chatbots, 5,000 leads.\n`;
}
