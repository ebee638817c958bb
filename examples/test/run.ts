import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demo, type FaultSettings, startServer } from "@chatbase-kit/server";
import { onTestFinished } from "vitest";

const examples = join(import.meta.dirname, "..");

/** What an example reads from the environment: the demo data's key, and the address of a server with the demo data. */
export type Environment = Readonly<Record<"CHATBASE_API_KEY" | "CHATBASE_BASE_URL", string>>;

/** A server with the demo data for one test, with faults if it is to have some. */
export async function startDemo(faults: FaultSettings = {}): Promise<Environment> {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "error", faults });
  onTestFinished(() => server.close());
  return { CHATBASE_API_KEY: demo.apiKey, CHATBASE_BASE_URL: server.baseUrl };
}

const surroundings = (env: Environment) => ({ ...process.env, ...env, NODE_OPTIONS: "" });

/** Runs an example to its end, as its first lines say, and gives what it printed. @throws when it exits with an error */
export async function runExample(env: Environment, name: string, ...args: string[]): Promise<string> {
  const run = promisify(execFile);
  const options = { env: surroundings(env), maxBuffer: 2 ** 24 };
  return (await run(process.execPath, [join(examples, name), ...args], options)).stdout;
}

/** Starts an example, for whoever does not read it to its end. */
export function startExample(env: Environment, name: string, ...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [join(examples, name), ...args], { env: surroundings(env) });
  onTestFinished(() => void child.kill());
  return child;
}

/** A folder for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-examples-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
