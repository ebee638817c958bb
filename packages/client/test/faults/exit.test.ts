import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { chatbotId } from "../support/fake-api.ts";
import { faultServer } from "../support/fault-server.ts";
import { realServer } from "../support/real-server.ts";
import { faults } from "./faults.ts";
import { perPage, seeded } from "./fault-server.ts";

const run = promisify(execFile);
const client = new URL("../../src/index.ts", import.meta.url).href;

/** What a program says when it has nothing left to do. */
interface Report {
  /** Of each fault: the name of the error, or how many leads came. */
  readonly outcomes: Record<string, string>;
  /** What then holds the process open, its standard streams apart. */
  readonly open: readonly string[];
}

/** The page that is spoilt, at every try. */
const spoilt = 2;

/**
 * A program that meets one fault after the other: a call that has it as its outcome, and a walk that is left while the page
 * with the fault is on its way. Then it has nothing to do. What holds it open is a timer or socket of ours.
 */
const program = (servers: readonly object[], leak = "") => `
  import { createClient } from ${JSON.stringify(client)};
  const outcomes = {};
  for (const { title, baseUrl, timeout, astray } of ${JSON.stringify(servers)}) {
    const options = { apiKey: "k", baseUrl, timeout, maxRetries: 1, maxResponseBytes: 1_000_000, retry: { baseDelay: 1 } };
    const { leads } = createClient(options);
    const { signal } = new AbortController();
    const query = { chatbotId: "${chatbotId}", size: ${perPage} };
    const call = leads.list({ ...query, page: ${spoilt} }, { signal });
    outcomes[title] = await call.then(({ items }) => items.length + " leads", ({ name }) => name);
    if (astray) continue;
    for await (const _ of leads.list(query, { prefetch: true, signal, timeout: 300_000 })) break;
  }
  ${leak}
  // Sockets that were let go of close in their own time, and say so in turns of the loop.
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
  const open = process.getActiveResourcesInfo().filter((name) => !/^(Pipe|TTY|FS|Immediate)/.test(name));
  console.log(JSON.stringify({ outcomes, open }));
`;

/** Runs it to its end: is ended, and fails, when it does not end by itself, or with an unhandled rejection. */
async function reportOf(code: string): Promise<Report> {
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", code], { timeout: 150_000 });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Report;
}

test("after every fault, one after the other, the process exits by itself and leaves nothing open", async () => {
  const servers = await Promise.all(
    faults.map(async ({ title, becomes, misbehave }) => {
      const { baseUrl } = await faultServer(misbehave, (page) => page === spoilt, seeded(1));
      return { title, baseUrl, timeout: becomes === "TimeoutError" ? 300 : 10_000 };
    }),
  );
  const { origin } = await realServer(() => undefined);
  const away = [
    { title: "no host", baseUrl: "http://no-such-host.invalid", timeout: 10_000, astray: true },
    { title: "nobody listens", baseUrl: "http://127.0.0.1:9", timeout: 10_000, astray: true },
    { title: "no TLS", baseUrl: origin.replace("http:", "https:"), timeout: 10_000, astray: true },
  ];
  const { outcomes, open } = await reportOf(program([...servers, ...away]));
  const expected: [string, string][] = faults.map(({ title, becomes }) => [
    title,
    becomes === "page" ? `${perPage} leads` : becomes,
  ]);
  for (const { title } of away) expected.push([title, "ConnectionError"]);
  expect(outcomes).toEqual(Object.fromEntries(expected));
  expect(open).toEqual([]);
}, 160_000);

test.each([
  ["a timer", "setTimeout(() => undefined, 200);", "Timeout"],
  [
    "a socket",
    `const { createServer } = await import("node:net");
     createServer().listen(0, "127.0.0.1", function () { setTimeout(() => this.close(), 200); });`,
    "TCPServerWrap",
  ],
])("%s that is left is seen", async (_, leak, name) => {
  expect((await reportOf(program([], leak))).open).toContain(name);
});
