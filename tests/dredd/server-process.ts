import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordedDoor } from "../recorded.ts";
import { basePathOf, spec } from "./spec.ts";

/** The reference server as people start it, with the demo data in a database of its own. */
export interface ServerProcess {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** `origin` and the base path of the spec. */
  readonly baseUrl: string;
  /** The SQLite file. */
  readonly database: string;
  /** Ends the process by its id and removes its files. */
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));

function start(database: string, program: string): ChildProcess {
  const flags = ["--host", "127.0.0.1", "--port", "0", "--store", database, "--log-level", "silent"];
  // Settings of whoever runs the tests are no part of the proof.
  return spawn(process.execPath, [program, "start", ...flags], { stdio: ["ignore", "pipe", "pipe"], env: {} });
}

/**
 * Waits for the base URL on the banner of a server that was started.
 *
 * @throws with what the server said, if it ends before.
 */
export async function baseUrlOf(child: ChildProcess): Promise<string> {
  let [shown, complaints] = ["", ""];
  child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
      const [, baseUrl] = /Base URL\s+(\S+)\n/.exec(shown) ?? [];
      if (baseUrl !== undefined) resolve(baseUrl);
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`The server stopped with exit code ${code}. ${complaints}`)));
  });
}

/**
 * Starts the server on a free port.
 *
 * @param program its entry, when it is that of another tree
 * @throws with what the server said, if it does not start.
 */
export async function startServerProcess(program: string = main): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-proof-"));
  const database = join(folder, "reference.db");
  const child = start(database, program);
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.kill()) await once(child, "exit");
    process.off("exit", kill);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const door = await recordedDoor(new URL(await baseUrlOf(child)).origin);
    const stopBoth = async (): Promise<void> => {
      await stop();
      await door.close();
    };
    return { origin: door.origin, baseUrl: door.origin + basePathOf(spec), database, stop: stopBoth };
  } catch (error) {
    await stop();
    throw error;
  }
}
