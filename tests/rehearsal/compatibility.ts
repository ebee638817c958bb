/** Old clients against new servers, and the other way round: who sees what. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startWithNpx } from "./npx-server.ts";
import { type Environment, run } from "./processes.ts";

/** One version of the packages. */
export interface Rehearsed {
  version: string;
  /** What breaks in it; undefined for the release that is due. */
  change: string | undefined;
  /** Name of the parameter that names the chatbot. */
  parameter: string;
}

/** What a walk over the 3,000 leads of the demo data came to. */
export interface Walk {
  given: number;
  different: number;
  error?: { name: string; message: string; status?: number; pointer?: string; typed: boolean };
}

export interface Cell {
  client: string;
  server: string;
  /** Undefined when every lead was read. */
  error: { name: string; message: string; status: number | undefined } | undefined;
}

/** Every client against every server. @throws Error when a pair does something that nobody should see */
export async function crossVersions(
  versions: readonly Rehearsed[],
  projects: string,
  env: Environment,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  const clients = new Map<Rehearsed, string>();
  for (const client of versions) clients.set(client, await installClient(client, projects, env));
  for (const { version } of versions) {
    const server = await startWithNpx(version, projects, env);
    try {
      for (const [client, cwd] of clients) {
        const printed = await run(process.execPath, ["walk.mjs", server.baseUrl, client.parameter], { cwd, env });
        cells.push(judgeWalk(JSON.parse(printed) as Walk, client.version, version));
      }
    } finally {
      await server.stop();
    }
  }
  return cells;
}

async function installClient({ version }: Rehearsed, projects: string, env: Environment): Promise<string> {
  const folder = join(projects, `client-${version}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "walk", private: true, type: "module" }));
  cpSync(join(import.meta.dirname, "projects/walk.mjs"), join(folder, "walk.mjs"));
  await run("npm", ["install", `@chatbase-kit/client@${version}`], { cwd: folder, env });
  return folder;
}

const allLeads = 3_000;

/**
 * What a pair of versions may do: read every lead, or fail with one of our errors before the first. A pair that gives some of
 * the leads, or other errors, breaks a promise of the client, whatever the versions.
 *
 * @throws Error naming the pair
 */
export function judgeWalk({ given, different, error }: Walk, client: string, server: string): Cell {
  const pair = `client ${client} against server ${server}`;
  if (error === undefined) {
    if (given === allLeads && different === allLeads) return { client, server, error };
    throw new Error(`${pair}: ${given} leads, ${different} different ones, and no error`);
  }
  if (client === server) throw new Error(`${pair}: ${error.message}`);
  if (!error.typed) throw new Error(`${pair}: ${error.name} is no error of the client: ${error.message}`);
  if (given > 0) throw new Error(`${pair}: ${given} leads were given before ${error.name}`);
  return { client, server, error: { name: error.name, message: withoutId(error.message), status: error.status } };
}

/** The id of a request is another one each time. */
const withoutId = (message: string): string => message.replace(/ Request id: \S+\.$/, "");
