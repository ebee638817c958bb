/**
 * What hostile clients cost an honest one, against the program with its default limits: `pnpm --filter @chatbase-kit/server
 * hostile`. 400 connections of each attack in turn; prints the honest client's p99 beside its own without them, and the
 * server's memory. A table for people, not a test: the numbers depend on the machine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import { attack, attacks, type Hostile } from "./support/attacks.ts";
import { type Experience, honestClient } from "./support/honest-client.ts";

const connections = 400;
const seconds = 8;
/** Connections a second: slowhttptest's way, too. All at once they would be a load, not an attack on patience. */
const rate = 200;
const main = new URL("../../src/main.ts", import.meta.url).pathname;

const server = spawn(process.execPath, [main, "start", "--port", "0", "--store", ":memory:", "--log-level", "error"], {
  stdio: ["ignore", "pipe", "inherit"],
});
let banner = "";
server.stdout.setEncoding("utf8").on("data", (part: string) => {
  banner += part;
});
while (!banner.includes("Stop with")) await once(server.stdout, "data");
const origin = /Spec {6}(http:\/\/[\d.:]+)\//.exec(banner)?.[1] ?? "";

/** What one honest client sees for some seconds. */
async function measure(): Promise<Experience> {
  const honest = honestClient(origin);
  await setTimeoutPromise(seconds * 1_000);
  return await honest.stop();
}

function percentile({ times }: Experience, share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;
}

function residentMegabytes(): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1_024);
}

const lines = [
  "| 400 connections of | p50, ms | p99, ms | p99 / own baseline | errors | memory, MB |",
  "|---|---|---|---|---|---|",
];
await measure();
let before = await measure();
for (const kind of [undefined, ...attacks]) {
  const hostiles: Hostile[] = [];
  const arriving = setInterval(() => {
    if (kind && hostiles.length < connections) hostiles.push(attack(kind, origin));
  }, 1_000 / rate);
  const during = await measure();
  clearInterval(arriving);
  const ratio = percentile(during, 0.99) / percentile(before, 0.99);
  const numbers = [percentile(during, 0.5).toFixed(2), percentile(during, 0.99).toFixed(2), ratio.toFixed(2)];
  lines.push(`| ${[kind?.name ?? "nobody", ...numbers, during.errors.length, residentMegabytes()].join(" | ")} |`);
  for (const hostile of hostiles) hostile.stop();
  await setTimeoutPromise(500);
  before = await measure();
}
process.stdout.write(`${lines.join("\n")}\n`);
server.kill("SIGTERM");
