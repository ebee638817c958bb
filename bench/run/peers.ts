import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Where the peers live: a folder with its own lockfile, outside the workspace. */
export const peersFolder = fileURLToPath(new URL("../peers/", import.meta.url));

/** Path of a file of the peers. */
export function peer(path: string): string {
  return `${peersFolder}${path}`;
}

/** Installs the peers exactly as locked. */
export function installPeers(): void {
  const pnpm = ["-y", "pnpm@12", "install", "--frozen-lockfile", "--silent"];
  execFileSync("npx", pnpm, { cwd: peersFolder, stdio: ["ignore", "ignore", "inherit"] });
}
