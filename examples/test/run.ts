import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demo, startServer } from "@chatbase-kit/server";
import { onTestFinished } from "vitest";

const examples = join(import.meta.dirname, "..");

/** What an example reads from the environment: the demo data's key, and the address of a server with the demo data. */
export type Environment = Readonly<Record<"CHATBASE_API_KEY" | "CHATBASE_BASE_URL", string>>;

/** A server with the demo data for one test. */
export async function startDemo(): Promise<Environment> {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "error" });
  onTestFinished(() => server.close());
  return { CHATBASE_API_KEY: demo.apiKey, CHATBASE_BASE_URL: server.baseUrl };
}

/** Runs an example to its end, as its first lines say, and gives what it printed. @throws when it exits with an error */
export async function runExample(env: Environment, name: string, ...args: string[]): Promise<string> {
  const run = promisify(execFile);
  const options = { env: { ...process.env, ...env, NODE_OPTIONS: "" }, maxBuffer: 2 ** 24 };
  return (await run(process.execPath, [join(examples, name), ...args], options)).stdout;
}

/** A folder for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-examples-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
