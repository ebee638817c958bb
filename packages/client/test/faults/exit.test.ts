import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type Fault, faults } from "./faults.ts";
import { faultServer, seeded } from "./fault-server.ts";

const run = promisify(execFile);
const client = new URL("../../src/index.ts", import.meta.url).href;

/** A program that uses the client once and then has nothing to do. What holds it open is a timer or socket of ours. */
const program = (baseUrl: string) => `
  import { createClient } from ${JSON.stringify(client)};
  const client = createClient({ apiKey: "k", baseUrl: ${JSON.stringify(baseUrl)}, timeout: 1500, maxRetries: 1, retry: { baseDelay: 1 } });
  const controller = new AbortController();
  const list = () => client.leads.list({ chatbotId: "b", size: 5 }, { prefetch: true, signal: controller.signal });
  const outcome = await list().then(({ items }) => items.length + " leads", (error) => error.name);
  for await (const lead of list()) break;
  console.log(outcome);
`;

test.each([
  ["silence in the body", "TimeoutError"],
  ["reset in the body", "5 leads"],
  ["a redirect to itself", "ContractError"],
  ["a byte order mark", "5 leads"],
])(
  "after %s the process exits by itself, with no unhandled rejection",
  async (title, says) => {
    const [{ misbehave }] = faults.filter((fault) => fault.title === title) as [Fault];
    // The first call meets the fault: at every try where it is to fail, at one where it is to succeed.
    const strikes = (page: number, times: number) => page === 1 && times <= (says === "TimeoutError" ? 2 : 1);
    const server = await faultServer(misbehave, strikes, seeded(1));
    // Ends it, and fails, when it does not end by itself.
    const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", program(server.baseUrl)], {
      timeout: 20_000,
    });
    expect([stdout.trim(), stderr]).toEqual([says, ""]);
  },
  30_000,
);
