import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demo } from "@chatbase-kit/server";
import type { ServerProcess } from "../../dredd/server-process.ts";
import { basePathOf, spec } from "../../dredd/spec.ts";
import { root } from "../../run/rooms.ts";

const cli = join(root, "spec/node_modules/@redocly/cli/bin/cli.js");
const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };

/** What somebody does who tries the API: pages, filters, and one refusal of each kind. */
const requests: readonly { readonly query: Readonly<Record<string, string>>; readonly withoutKey?: true }[] = [
  { query: { chatbotId: demo.chatbotId } },
  { query: { chatbotId: demo.chatbotId, page: "2", size: "3" } },
  { query: { chatbotId: demo.chatbotId, startDate: "2024-01-01", endDate: "2024-12-31", page: "1", size: "10" } },
  { query: { chatbotId: demo.chatbotId, page: "302" } },
  { query: { chatbotId: demo.chatbotId, startDate: "2024-02-30" } },
  { query: { chatbotId: "nobody-has-this-one" } },
  { query: { chatbotId: demo.chatbotId }, withoutKey: true },
];

interface Problem {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly status?: number;
}

/** Not by `fetch`, which keeps its connections: the proxy would wait for their end. */
async function ask(url: string, headers: Record<string, string>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => answer.resume().once("close", resolve)).once("error", reject);
  });
}

async function listening(proxy: ChildProcess): Promise<string> {
  let said = "";
  return await new Promise((resolve, reject) => {
    proxy.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [, origin] = /listening on (http:\/\/\S+)/.exec(said) ?? [];
      if (origin !== undefined) resolve(origin);
    });
    proxy.once("close", () => reject(new Error(`redocly proxy ended: ${said}`)));
  });
}

/** Sends the requests through `redocly proxy`, which writes them down. */
async function record(origin: string, har: string): Promise<void> {
  const args = [cli, "proxy", "--target", origin, "--port", "0", "--har", har];
  const proxy = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(proxy, "close");
  const through = await listening(proxy);
  for (const { query, withoutKey } of requests) {
    const url = `${through}${basePathOf(spec)}/get-leads?${new URLSearchParams(query).toString()}`;
    await ask(url, withoutKey ? {} : { authorization: `Bearer ${demo.apiKey}` });
  }
  proxy.kill("SIGINT");
  await ended;
}

/** `redocly drift` over the traffic of a plain scenario. @returns what it complains of. */
export async function redoclyDrift({ origin }: ServerProcess, specFile: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "drift-traffic-"));
  try {
    const har = join(folder, "traffic.har");
    await record(origin, har);
    const args = [cli, "drift", har, "--api", specFile, "--match-mode", "basepath", "--format", "json"];
    return await new Promise((resolve) => {
      execFile(process.execPath, args, { env }, (_error, stdout, stderr) => resolve(complaintsIn(stdout, stderr)));
    });
  } catch (error) {
    return [String(error)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function complaintsIn(stdout: string, stderr: string): string[] {
  try {
    const { problems, run } = JSON.parse(stdout) as { problems: Problem[]; run: { skippedExchanges: number } };
    // Traffic that it cannot place is said on the side.
    const skipped = run.skippedExchanges > 0 ? [`${run.skippedExchanges} exchanges were skipped`] : [];
    return [...skipped, ...problems.map((one) => `${one.ruleId} ${one.severity} ${one.status}: ${one.message}`)];
  } catch {
    return [stderr];
  }
}
