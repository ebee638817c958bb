import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { redocly } from "./redocly.ts";

/** How long a proxy may take to start or to write its file, in milliseconds: a limit for what hangs, not for what is slow. */
const patience = 60_000;

/** A `redocly proxy` in front of one server. */
export interface Proxy {
  /** Where to send requests, such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Ends the process and resolves when its HAR file is whole. */
  stop(): Promise<void>;
}

/** Resolves to the address that the proxy announces; rejects with what it said, if it ends before. */
async function announced(child: ChildProcess): Promise<string> {
  let said = "";
  return await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const [, origin] = /Proxy listening on (\S+)/.exec(said) ?? [];
        if (origin !== undefined) resolve(origin);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`redocly proxy ended with code ${code}.\n${said}`)));
    AbortSignal.timeout(patience).addEventListener("abort", () =>
      reject(new Error(`redocly proxy is silent.\n${said}`)),
    );
  });
}

/**
 * Starts `redocly proxy` on a free port.
 *
 * @param target - origin of the server
 * @param har - file that the traffic is written to at the end
 * @throws Error with what redocly said, if it does not start
 */
export async function startProxy(target: string, har: string): Promise<Proxy> {
  const { command, args, env } = redocly("proxy", "--target", target, "--port", "0", "--har", har);
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "close");
  try {
    const origin = await announced(child);
    const stop = async (): Promise<void> => {
      child.kill("SIGTERM");
      const timer = setTimeout(kill, patience);
      const [code] = (await ended) as [number | null];
      clearTimeout(timer);
      process.off("exit", kill);
      if (code !== 0) throw new Error(`redocly proxy for ${target} did not end by itself (code ${code}).`);
    };
    return { origin, stop };
  } catch (error) {
    kill();
    throw error;
  }
}
