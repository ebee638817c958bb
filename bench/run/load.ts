import { fileURLToPath } from "node:url";
import type { LoadOrder, LoadResult } from "../load/generator.ts";
import { cores, runNode } from "./process.ts";
import { authorization } from "./server.ts";

const generator = fileURLToPath(new URL("../load/main.ts", import.meta.url));

/** Puts a server that runs under load, from a process with a core of its own. */
export async function measureLoad(order: Omit<LoadOrder, "headers">): Promise<LoadResult> {
  return await runNode<LoadResult>(cores.load, [generator, JSON.stringify({ ...order, headers: { authorization } })]);
}
