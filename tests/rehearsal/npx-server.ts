/** The published server, as somebody starts it who has nothing but npm. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { baseUrlOf } from "../dredd/server-process.ts";
import { type Environment, start, stop } from "./processes.ts";

export interface NpxServer {
  version: string;
  /** Such as `http://127.0.0.1:40123/api/v1`. */
  baseUrl: string;
  stop(): Promise<void>;
}

/**
 * `npx @chatbase-kit/server@VERSION` on a free port, with the demo data in memory.
 *
 * @param projects - folder in which it gets one of its own, with nothing in it
 * @throws Error with what it said, if it does not start
 */
export async function startWithNpx(version: string, projects: string, env: Environment): Promise<NpxServer> {
  const cwd = join(projects, `server-${version}`);
  mkdirSync(cwd, { recursive: true });
  const flags = ["--port", "0", "--store", ":memory:", "--log-level", "error"];
  const child = start("npx", ["--yes", `@chatbase-kit/server@${version}`, ...flags], { cwd, env });
  const baseUrl = await baseUrlOf(child);
  return { version, baseUrl, stop: () => stop(child) };
}
