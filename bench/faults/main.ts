/** `pnpm --filter @chatbase-kit/bench faults`: what this client and its peers make of the same faults. Writes FAULTS.md. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { installPeers, peer } from "../run/peers.ts";
import type { Fault } from "./meet.ts";
import { type Met, markdown } from "./report.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const clients = [
  { name: "this client", path: here("kit.ts") },
  { name: "openapi-fetch", path: peer("faults/openapi-fetch.js") },
  { name: "ky", path: peer("faults/ky.js") },
  { name: "openai", path: peer("faults/openai.js") },
];

/** Lets a client meet the faults, in a new process after each that ends it. */
async function meet(path: string, faults: readonly Fault[]): Promise<Met[]> {
  const met: Met[] = [];
  while (met.length < faults.length) {
    const args = [here("meet.ts"), path, JSON.stringify(faults.slice(met.length))];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface(child.stdout)) met.push(JSON.parse(line) as Met);
    const fault = faults[met.length];
    if (fault) met.push({ title: fault.title, every: "**ends the process**", first: "**ends the process**" });
  }
  return met;
}

process.stderr.write("installing the peers\n");
installPeers();
const columns = new Map<string, Met[]>();
let titles: string[] = [];
for (const { name, path } of clients) {
  process.stderr.write(`${name}\n`);
  // By its path and as a process: the servers are a part of the client's tests, and nothing imports those. New ones for
  // each client, for they count the tries.
  const servers = spawn(process.execPath, [here("../../packages/client/test/faults/serve.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(servers.stdout), "line")) as [string];
  const faults = JSON.parse(line) as Fault[];
  columns.set(name, await meet(path, faults));
  titles = faults.map(({ title }) => title);
  servers.stdin.end();
}
writeFileSync(here("../FAULTS.md"), markdown(titles, columns));
process.stderr.write("bench/FAULTS.md is written.\n");
