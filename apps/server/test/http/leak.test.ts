import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demo } from "../../src/index.ts";
import { demoLeads } from "../../src/demo/leads.ts";
import framing from "../vectors/framing.json" with { type: "json" };
import targets from "../vectors/targets.json" with { type: "json" };
import { type Answer, valueOf } from "./support/answer.ts";
import {
  apiKey,
  authorization,
  chatbotId,
  fill,
  getLeadsPath,
  otherChatbotId,
  otherKey,
  withWire,
} from "./support/servers.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** Words that were sent in places where people put secrets by accident; found again, they were kept or echoed. */
const canary = "canary7d1e";
const sentDay = "2031-07-29";

/** What may be in a 200 and in the database, and nowhere else. */
const secrets = [
  canary,
  sentDay,
  apiKey,
  otherKey,
  ...demo.accounts.flatMap(({ chatbots }) => chatbots.map(({ id }) => id)),
  "example.com",
  "John Doe",
];

const requests = [
  `GET ${getLeadsPath}?chatbotId=${chatbotId}&startDate=${sentDay} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`,
  `GET ${getLeadsPath}?chatbotId=${canary} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`,
  `GET ${getLeadsPath}?chatbotId=${otherChatbotId} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`,
  ...["page", "size", "startDate", "endDate", "page%zz", "startdate", "size[]", `page[${canary}]`].map(
    (name) =>
      `GET ${getLeadsPath}?chatbotId=${chatbotId}&${name}=${canary} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`,
  ),
  `GET ${getLeadsPath}?chatbotId=${chatbotId}&${canary}Page=%zz HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`,
  `GET ${getLeadsPath}?chatbotId=${chatbotId} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${canary}\r\n\r\n`,
  `GET ${getLeadsPath}?chatbotId=${chatbotId}&key=${apiKey} HTTP/1.1\r\nHost: x\r\nCookie: ${canary}\r\n\r\n`,
  `GET /${canary}?chatbotId=${chatbotId} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET /${canary}%zz HTTP/1.1\r\nHost: x\r\n\r\n`,
  `POST /${canary} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n${canary}`,
  `GET ${getLeadsPath}?chatbotId=${chatbotId} HTTP/1.1\r\nHost: ${canary}/\r\n${authorization}\r\n`,
  `GET ${getLeadsPath} HTTP/1.1\r\nHost: x\r\n${canary}\r\n\r\n`,
  `GET ${getLeadsPath} HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${canary}\r\nUser-Agent: ${canary}\r\nReferer: http://x/${canary}\r\n\r\n`,
  `${canary}\r\n\r\n`,
  ...framing.map(({ request }) => fill(request)),
  ...targets.flatMap(({ requests: lines }) =>
    lines.map((line) => `${line} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`),
  ),
];

let folder = "";
const answers: Answer[] = [];
let log = "";
let output = "";

/** Starts the server as a process, sends every request, stops it, and keeps what it wrote. */
async function run(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "chatbase-leak-"));
  const parameters = ["start", "--port", "0", "--store", join(folder, "reference.db"), "--log-level", "debug"];
  const child = spawn(process.execPath, [main, ...parameters], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const written = text(child.stderr);
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
  });
  while (!output.includes("Stop with")) await once(child.stdout, "data");
  const [, origin = ""] = /(http:\/\/[\d.:]+)\/openapi\.json/.exec(output) ?? [];
  for (const request of requests) {
    await withWire(origin, async (wire) => {
      wire.send(request);
      answers.push(await wire.next(request.split(" ", 1)[0]));
    });
  }
  child.kill("SIGTERM");
  log = await written;
}

beforeAll(run);
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(secrets)("%s is not in the log", (secret) => {
  expect(log).not.toContain(secret);
});

test("no answer but a 200 has anything of it", () => {
  const refusals = answers.filter(({ status }) => status !== 200).map((answer) => JSON.stringify(answer));
  expect(refusals.length).toBeGreaterThan(100);
  for (const secret of secrets) expect(refusals.filter((answer) => answer.includes(secret))).toEqual([]);
});

test("nothing is written to standard output after the start", () => {
  expect(output.trimEnd().endsWith("Stop with Ctrl+C.")).toBe(true);
  expect(output).not.toContain(canary);
});

test("the log has one line for each answer, by its id, with what is needed and no more", () => {
  const lines = log.split("\n").filter((line) => line.includes('"answered"'));
  const ids = lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const answer of answers) expect(ids).toContain(valueOf(answer, "x-request-id"));
  const known = [
    "level",
    "time",
    "pid",
    "hostname",
    "requestId",
    "method",
    "operationId",
    "status",
    "milliseconds",
    "msg",
  ];
  for (const line of lines) expect(known).toEqual(expect.arrayContaining(Object.keys(JSON.parse(line) as object)));
});

test("the database holds the leads, and no key", async () => {
  const files = await Promise.all(
    ["", "-wal"].map((end) => readFile(join(folder, `reference.db${end}`)).catch(() => Buffer.alloc(0))),
  );
  const bytes = Buffer.concat(files);
  const [lead] = demoLeads({ id: chatbotId, leads: 1 }, "");
  expect(bytes.includes(lead?.email ?? "-")).toBe(true);
  for (const key of [apiKey, otherKey]) expect(bytes.includes(key)).toBe(false);
});
