import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** The core that servers run on, and the core of whoever measures them. */
export const cores = { server: 0, load: 1 } as const;

/** Whether processes can be bound to a core here: Linux, with `taskset`, and a second core. */
export const canPin = ((): boolean => {
  try {
    execFileSync("taskset", ["-c", `${cores.load}`, "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** A process of a run. Ended with it, whatever happens. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts a Node program. It says what goes wrong on our standard error.
 *
 * @param core - it is bound to, where that is possible; "any" for a program that has the machine to itself
 * @param node - path of the Node that runs it
 */
export function startNode(core: number | "any", args: readonly string[], node = process.execPath): ChildProcess {
  const [command, before] = canPin && core !== "any" ? ["taskset", ["-c", `${core}`, node]] : [node, []];
  const child = spawn(command, [...before, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Ends a process and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/**
 * Runs a Node program to its end; gives what it printed as JSON.
 *
 * @throws if it fails.
 */
export async function runNode<Result>(core: number, args: readonly string[], node?: string): Promise<Result> {
  const child = startNode(core, args, node);
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${args.join(" ")} ended with exit code ${code}.`);
  return JSON.parse(printed) as Result;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
