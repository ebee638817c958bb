/** What others see, each alone: dredd as it comes, and `redocly drift` over recorded traffic. */
import { fileURLToPath } from "node:url";
import type { Workbench } from "./workbench.ts";

export const peerNames = ["dredd", "redocly drift"] as const;

/** A tool that checks a server against a spec. */
export type PeerName = (typeof peerNames)[number];

/** Whether each notices; absent when it was not asked. */
export type Peers = Partial<Record<PeerName, boolean>>;

/** What each peer has to say about a server and its spec, one text for each complaint. */
export type Complaints = Readonly<Record<PeerName, readonly string[]>>;

const main = fileURLToPath(new URL("peers/main.ts", import.meta.url));

/** Starts the server of a tree and lets both peers look at it. A server that does not start, both would notice. */
export async function askPeers(bench: Workbench): Promise<Complaints> {
  const { exitCode, stdout, output } = await bench.run({ cwd: ".", args: [main, bench.tree] });
  if (exitCode === 0) return JSON.parse(stdout) as Complaints;
  const complaint = output.split("\n").find((line) => line.trim() !== "") ?? "no word";
  return { dredd: [complaint], "redocly drift": [complaint] };
}
