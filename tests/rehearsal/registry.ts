/** A registry of our own for the length of a rehearsal: takes our packages, and passes on everybody else's. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "./processes.ts";
import type { Workplace } from "./workplace.ts";

export interface Registry {
  /** With a slash at its end. */
  url: string;
  /** Of the only user. Nobody publishes without it. */
  token: string;
}

/** @param upstream - URL of the registry that this machine uses, for the packages of others */
export async function startRegistry(place: Workplace, upstream: string): Promise<Registry> {
  const folder = join(place.folder, "registry");
  mkdirSync(folder);
  const config = join(folder, "config.yaml");
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(settings(folder, upstream), null, 2));
  const program = join(import.meta.dirname, "registry-process.ts");
  const child = start(process.execPath, [program, place.tools, config], { cwd: folder, env: place.machine });
  let said = "";
  const port = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, found] = /^Port (\d+)$/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`The registry stopped with exit code ${code}. ${said}`)));
  });
  const url = `http://127.0.0.1:${port}/`;
  return { url, token: await signUp(url) };
}

function settings(folder: string, upstream: string): unknown {
  return {
    storage: join(folder, "packages"),
    auth: { htpasswd: { file: join(folder, "users"), max_users: 1 } },
    uplinks: { upstream: { url: upstream, maxage: "60m", timeout: "60s" } },
    packages: {
      // Never passed on: what is released here must not be looked for, or found, elsewhere.
      "@chatbase-kit/*": { access: "$all", publish: "$authenticated" },
      "**": { access: "$all", proxy: "upstream" },
    },
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "warn", colors: false },
  };
}

/** Makes the one user there is. */
async function signUp(url: string): Promise<string> {
  const user = { name: "rehearsal", password: crypto.randomUUID() };
  const response = await fetch(`${url}-/user/org.couchdb.user:${user.name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(user),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`The registry gives no token: status ${response.status}`);
  return token;
}
