import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { basePath } from "@chatbase-kit/contract/operations";
import { demo } from "@chatbase-kit/server";
import { cores, freePort, startNode, stop } from "./process.ts";

/** Entry of the server's program. */
export const program = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));

const chatbots = demo.accounts.flatMap((account) => account.chatbots);

/** The chatbot of the demo data that a bench fills: it has no leads of its own. */
export const emptyChatbot = chatbots.find(({ leads }) => leads === 0)?.id ?? demo.chatbotId;
/** The other chatbots. */
export const otherChatbots = chatbots.map(({ id }) => id).filter((id) => id !== emptyChatbot);
/** The demo data's key, and the header that carries it. */
export const { apiKey } = demo;
export const authorization = `Bearer ${apiKey}`;

/** A server that answers. */
export interface RunningServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Path and query of a page. */
export function pageTarget(query: Readonly<Record<string, string | number>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, `${value}`);
  return `${basePath}/get-leads?${parameters.toString()}`;
}

/** Milliseconds between two looks at a server that is starting. */
const lookEvery = 5;

/**
 * Waits until a server answers 200.
 *
 * @throws if its process ends first, or after half a minute.
 */
async function answers(child: ChildProcess, port: number, target: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline && child.exitCode === null) {
    const status = await fetch(`http://127.0.0.1:${port}${target}`, { headers: { authorization } }).then(
      async (response) => (await response.arrayBuffer(), response.status),
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
  await stop(child);
  throw new Error(`${child.spawnargs.join(" ")} did not answer ${target} with 200.`);
}

/** Starts a server on the servers' core and waits for its first 200. */
export async function startServer(
  args: (port: number) => readonly string[],
  target: string,
): Promise<RunningServer & { readonly milliseconds: number }> {
  const port = await freePort();
  const started = performance.now();
  const child = startNode(cores.server, args(port));
  child.stdout?.resume();
  await answers(child, port, target);
  return { port, milliseconds: performance.now() - started, stop: () => stop(child) };
}

/** Arguments that start the reference server on a database, with a log of what goes wrong only. */
export function referenceServer(store: string): (port: number) => string[] {
  return (port) => [program, "start", "--port", `${port}`, "--store", store, "--log-level", "error"];
}

/** Arguments that import a file into a database with the server's own command. */
export function importArguments(store: string, file: string, chatbot: string): string[] {
  return [program, "leads", "import", file, "--chatbot", chatbot, "--store", store];
}
