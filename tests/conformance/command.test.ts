import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { demo } from "@chatbase-kit/server";
import { expect, onTestFinished, test } from "vitest";
import { startRecorded } from "../recorded.ts";
import { requestLimit } from "./ask.ts";
import type { Report } from "./report.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const nobody = "http://127.0.0.1:9/api/v1";

async function run(args: string[], env: Record<string, string> = {}) {
  const { CHATBASE_API_KEY: _unset, ...rest } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...rest, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code: child.exitCode };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "conformance-"));
  onTestFinished(async () => rm(path, { recursive: true, force: true }));
  return path;
}

async function reportsIn(path: string): Promise<string> {
  const texts = (await readdir(path)).map(async (name) => readFile(join(path, name), "utf8"));
  return (await Promise.all(texts)).join("\n");
}

test.each([
  ["documented", 0],
  ["observed", 1],
] as const)("over the network, the %s envelope ends with code %i and two reports", async (envelope, code) => {
  const server = await startRecorded({ envelope });
  onTestFinished(async () => server.close());
  const out = await folder();
  const env = { CHATBASE_API_KEY: demo.apiKey };
  const result = await run(["--url", server.baseUrl, "--chatbot", demo.chatbotId, "--out", out], env);
  expect(result).toMatchObject({ code });
  expect(result.err).toMatch(new RegExp(`^1/${requestLimit} the first page: 200$`, "m"));
  expect((await readdir(out)).toSorted()).toEqual(["conformance.json", "conformance.md"]);
  const report = JSON.parse(await readFile(join(out, "conformance.json"), "utf8")) as Report;
  const different = report.points.filter(({ verdict }) => verdict === "differs").map(({ id }) => id);
  expect(different).toEqual(code === 0 ? [] : ["envelope"]);
  const markdown = await readFile(join(out, "conformance.md"), "utf8");
  expect(markdown).toContain(`of at most ${requestLimit}`);
  expect(markdown.includes("`--envelope observed`")).toBe(code === 1);
});

/** Words that leads are made of in the test below, in values and where names should be. */
const canary = "canary7d1e";

test("nothing that a lead says, no key and no chatbot id is in what is written or printed", async () => {
  const [key, chatbotId] = [`key-${canary}`, `bot-${canary}`];
  const leads = Array.from({ length: 8 }, (_, index) => ({
    id: `${canary}-id-${index}`,
    name: `${canary} Person`,
    email: `${canary}${index}`,
    phone: 5_550_199 + index,
    created_at: `${canary}-${index}`,
    chatbot_id: `${canary}-another`,
    account_id: null,
    custom: { [canary]: canary },
    [`${canary}@example.com`]: canary,
    [`${canary}${index}`]: canary,
    [canary]: true,
  }));
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://x");
    const plain = [...searchParams].every(([name]) => name === "chatbotId") && request.headers.authorization;
    const echo = { message: `${canary} ${searchParams.toString()}`, [canary]: canary };
    response.writeHead(plain ? 200 : 400, {
      "content-type": `application/${canary}`,
      "cache-control": canary,
      "x-content-type-options": canary,
      "www-authenticate": canary,
    });
    response.end(JSON.stringify(plain ? { collectedCustomers: leads, [canary]: 1 } : echo));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const out = await folder();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const result = await run(["--url", url, "--chatbot", chatbotId, "--out", out], { CHATBASE_API_KEY: key });
  expect(result.code).toBe(1);
  const written = await reportsIn(out);
  expect(written).toContain("known-fields");
  for (const said of [written, result.out, result.err]) {
    expect(said.toLowerCase()).not.toContain(canary);
    expect(said).not.toContain("5550199");
  }
});

test.each([
  ["no key", ["--url", nobody, "--chatbot", "x"], {}, /CHATBASE_API_KEY is not set/],
  ["no chatbot", ["--url", nobody], { CHATBASE_API_KEY: "x" }, /--url and --chatbot are needed/],
  ["no URL", ["--url", "chatbase", "--chatbot", "x"], { CHATBASE_API_KEY: "x" }, /--url must be/],
  ["no server", ["--url", nobody, "--chatbot", "x"], { CHATBASE_API_KEY: "x" }, /no connection/],
  ["an unknown flag", ["--key", "x"], {}, /--key/],
] as const)("%s: code 2 and a word why", async (_title, args, env, words) => {
  const result = await run([...args], env);
  expect(result).toMatchObject({ code: 2, out: "" });
  expect(result.err).toMatch(words);
});

test("a key that the server does not know: code 2", async () => {
  const server = await startRecorded();
  onTestFinished(async () => server.close());
  const result = await run(["--url", server.baseUrl, "--chatbot", "x"], { CHATBASE_API_KEY: "unknown" });
  expect(result).toMatchObject({ code: 2 });
  expect(result.err).toContain("answered with 401. Is the key right?");
});

test("--help says how many requests are sent at most, and where the key comes from", async () => {
  const { out, code } = await run(["--help"]);
  expect(code).toBe(0);
  expect(out).toContain(`never sends more than ${requestLimit}`);
  expect(out).toContain("CHATBASE_API_KEY");
});
