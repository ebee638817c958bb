/** Every runtime that the client promises, and how it runs the suite. */
import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { openPage } from "./chromium.ts";

/** What there is to run: folders, and the address of the wire server. */
export interface Place {
  /** Has `bundle.js`, `suite.mjs`, `run.mjs` and a page. */
  readonly folder: string;
  /** Has the runtimes below `node_modules`. */
  readonly tools: string;
  readonly origin: string;
}

export interface Runtime {
  readonly name: string;
  /** @returns what the suite printed: how many checks held. @throws when one did not */
  readonly run: (place: Place) => Promise<string>;
}

/** Longest that the suite may take in one runtime, in milliseconds; it takes about a second alone. */
const limit = 120_000;

/** Runs a program on this machine, and gives what it printed last. */
async function lastLine(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, { cwd, timeout: limit, killSignal: "SIGKILL" });
  return stdout.trim().split("\n").at(-1) ?? "";
}

const program = ({ folder, origin }: Place): string[] => [
  join(folder, "run.mjs"),
  pathToFileURL(join(folder, "bundle.js")).href,
  origin,
];

const node = (name: string, binary: (tools: string) => string): Runtime => ({
  name,
  run: (place) => lastLine(binary(place.tools), program(place), place.folder),
});

const inTools = (path: string) => (tools: string) => join(tools, "node_modules", path);

/** A Worker that runs the suite when it is asked; workerd, which runs Cloudflare's, listens on a port of its choice. */
async function inWorkerd({ folder, tools, origin }: Place): Promise<string> {
  const modules = ["worker.mjs", "suite.mjs", "bundle.js"];
  const worker = `import { runSuite } from "suite.mjs";
    import * as client from "bundle.js";
    export default { fetch: async () => new Response(await runSuite(client, ${JSON.stringify(origin)}).then(
      (held) => held.length + " held", (error) => error.stack)) };`;
  const config = `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = .suite), (name = "network", network = (allow = ["private", "local"]))],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);
    const suite :Workerd.Worker = (compatibilityDate = "2026-01-01", globalOutbound = "network",
      modules = [${modules.map((name) => `(name = "${name}", esModule = embed "${name}")`).join(", ")}]);`;
  writeFileSync(join(folder, "worker.mjs"), worker);
  writeFileSync(join(folder, "worker.capnp"), config);
  const args = ["serve", "worker.capnp", "--control-fd=3"];
  const child = spawn(join(tools, "node_modules/workerd/bin/workerd"), args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    timeout: limit,
  });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once("exit", () => reject(new Error("workerd has ended")));
      child.stdio[3]?.once("data", (event: Buffer) => resolve((JSON.parse(event.toString()) as { port: number }).port));
    });
    return await (await fetch(`http://127.0.0.1:${port}/`)).text();
  } finally {
    child.kill("SIGKILL");
  }
}

/** The suite, after one call under Deno's sanitizers. */
async function inDeno(place: Place): Promise<string> {
  const deno = (...args: string[]) => lastLine(inTools(".bin/deno")(place.tools), args, place.folder);
  const [run = "", ...args] = program(place);
  await deno("test", "--no-config", "-A", join(import.meta.dirname, "deno-leaks.mjs"), "--", ...args);
  return await deno("run", "--no-config", "-A", run, ...args);
}

export const runtimes: readonly Runtime[] = [
  node("Node 26", () => process.execPath),
  node("Node 24", inTools("node-24/bin/node")),
  node("Node 22", inTools("node-22/bin/node")),
  node("Node 20", inTools("node-20/bin/node")),
  { name: "Deno", run: inDeno },
  { name: "Bun", run: (place) => lastLine(inTools(".bin/bun")(place.tools), program(place), place.folder) },
  { name: "workerd", run: inWorkerd },
  { name: "Chromium", run: ({ tools, origin }) => openPage(tools, `${origin}/`) },
];
