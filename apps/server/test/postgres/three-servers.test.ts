/** Three processes on one database, behind a load balancer; some die while leads are imported and read. */
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { demo } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { Program, runProgram } from "../process/program.ts";
import { Balancer } from "./balancer.ts";
import { clusterForTests } from "./cluster.ts";
import { dateOf, days, GrowingChatbot, type PageRequest } from "./growing-chatbot.ts";

const cluster = clusterForTests();
const chatbotId = "imports-go-here-00001";
const files = 6;
const leadsPerFile = 3_000;
const readers = 6;

function anyPage(): PageRequest {
  const size = 1 + Math.floor(Math.random() * 100);
  const page = 1 + Math.floor((Math.random() * files * leadsPerFile) / size);
  if (Math.random() < 0.5) return { page, size };
  const from = Math.floor(Math.random() * days);
  return { page: 1 + (page % 20), size, range: [from, from + Math.floor(Math.random() * (days - from))] };
}

function queryOf({ page, size, range }: PageRequest): string {
  const dates = range && { startDate: dateOf(range[0]), endDate: dateOf(range[1]) };
  return new URLSearchParams({ chatbotId, page: `${page}`, size: `${size}`, ...dates }).toString();
}

/** Asks, and once more if that fails: all that a client has to do. */
async function askTwice(url: string): Promise<{ status: number; body: string }> {
  const attempt = async (): Promise<{ status: number; body: string }> => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${demo.apiKey}` } });
    return { status: answer.status, body: await answer.text() };
  };
  const first = await attempt().catch(() => undefined);
  return first && first.status < 500 ? first : await attempt();
}

/** How far the imports have come, in files. */
interface Imports {
  begun: number;
  done: number;
}

/** Reads pages until told to stop; each has to be that of a moment between the request and its answer. */
async function read(
  origin: string,
  chatbot: GrowingChatbot,
  imports: Imports,
  stopped: () => boolean,
): Promise<number> {
  let pages = 0;
  for (; !stopped(); pages += 1) {
    const request = anyPage();
    const { done } = imports;
    const { status, body } = await askTwice(`${origin}/api/v1/get-leads?${queryOf(request)}`);
    expect(status).toBe(200);
    const possible = Array.from({ length: imports.begun - done + 1 }, (_, more) =>
      chatbot.answerAfter(done + more, request),
    );
    expect(possible).toContain(body);
  }
  return pages;
}

test("no wrong page, no lost import, and no error for a client that asks twice", async () => {
  const env = { DATABASE_URL: await cluster().createDatabase() };
  const folder = temporaryFolder();
  const startProgram = (): Program => new Program(["start", "--port", "0", "--log-level", "error"], folder, env);
  const originOf = (program: Program): Promise<string> => program.printed(/Base URL {2}(\S+)\/api\/v1/);
  const programs = [startProgram(), startProgram(), startProgram()];
  const balancer = new Balancer(await Promise.all(programs.map(originOf)));
  const origin = await balancer.listen();
  const chatbot = new GrowingChatbot(
    { chatbot_id: chatbotId, account_id: demo.accounts[0].id },
    folder,
    files,
    leadsPerFile,
  );

  const imports: Imports = { begun: 0, done: 0 };
  let stopped = false;
  const reading = Array.from({ length: readers }, () => read(origin, chatbot, imports, () => stopped));
  const failed = Promise.all(reading).then(() => undefined);

  const replace = async (index: number): Promise<void> => {
    const program = startProgram();
    programs[index] = program;
    balancer.replace(index, await originOf(program));
  };
  const importing = async (): Promise<void> => {
    for (const file of chatbot.files) {
      imports.begun += 1;
      const command = ["leads", "import", file, "--chatbot", chatbotId];
      if (imports.begun === 4) {
        // Wherever it is: its leads are all there or none of them, and when it is run again, all.
        const killed = new Program(command, folder, env);
        await setTimeout(400);
        killed.process.kill("SIGKILL");
        await killed.exit();
      }
      expect((await runProgram(command, folder, env)).code).toBe(0);
      imports.done += 1;
    }
  };
  const disturbing = async (): Promise<void> => {
    programs[0]?.process.kill("SIGKILL");
    while (balancer.isUp(0)) await setTimeout(10);
    await replace(0);
    programs[1]?.process.kill("SIGTERM");
    expect(await programs[1]?.exit()).toBe(0);
    await replace(1);
  };
  await Promise.race([Promise.all([importing(), disturbing()]), failed]);
  stopped = true;
  const pages = await Promise.all(reading);
  expect(Math.min(...pages)).toBeGreaterThan(10);
  expect(balancer.broken).toBeGreaterThan(0);
  for (const size of [1_000, 7]) {
    for (let page = 1; page <= (files * leadsPerFile) / 1_000 + 1; page += 1) {
      const { body } = await askTwice(`${origin}/api/v1/get-leads?${queryOf({ page, size })}`);
      expect(body).toBe(chatbot.answerAfter(files, { page, size }));
    }
  }
}, 300_000);
