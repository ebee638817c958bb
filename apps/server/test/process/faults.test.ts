import { expect, test } from "vitest";
import { banner } from "../../src/commands/banner.ts";
import { type Config, startServer } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { exchange, leadsRequest } from "../faults/support/exchange.ts";
import { Program, runProgram } from "./program.ts";

async function start(...args: string[]): Promise<{ program: Program; origin: string }> {
  const program = new Program(["start", "--port", "0", "--store", ":memory:", ...args], temporaryFolder());
  const origin = await program.printed(/(\S+)\/openapi\.json/);
  await program.printed(/Stop with/);
  return { program, origin };
}

const lineOf = (text: string): string => /^Faults {4}(.*)$/m.exec(text)?.[1] ?? "";

test.each<[Partial<Config>, string]>([
  [{}, "none; a request may ask for its own: -H 'Prefer: code=429'"],
  [{ faultsByRequest: "never" }, "none; none by request"],
  [{ faults: { reset: true, code: 503 }, host: "0.0.0.0" }, "reset, code=503; none by request"],
  [{ faults: { delay: "1-5" }, faultsByRequest: "never" }, "delay=1-5 (--fault-seed 1); none by request"],
])("a start with %j says what is on", async (config, said) => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", ...config });
  expect(lineOf(await banner(server))).toBe(said);
  await server.close();
});

test("flags and the environment are faults", async () => {
  process.env["CHATBASE_FAULT_SEED"] = "7";
  const flags = ["--faults", "code=418", "--faults", "clamp=100@0.5,rate-limit=60/m", "--faults-by-request", "never"];
  const { program, origin } = await start(...flags).finally(() => delete process.env["CHATBASE_FAULT_SEED"]);
  expect(lineOf(program.stdout)).toBe("rate-limit=60/m, code=418, clamp=100@0.5 (--fault-seed 7); none by request");
  expect((await exchange(origin, leadsRequest("", "Prefer: code=500\r\n"))).status).toBe(418);
});

test("faults can come from the environment", async () => {
  process.env["CHATBASE_FAULTS"] = "code=418, clamp=1";
  const { program } = await start().finally(() => delete process.env["CHATBASE_FAULTS"]);
  expect(lineOf(program.stdout)).toContain("code=418, clamp=1; a request");
});

test("the help lists every fault with its value", async () => {
  const { stdout } = await runProgram(["start", "--help"], temporaryFolder());
  for (const words of [
    "--faults <list>",
    "code=503",
    "refuse with a status",
    "delay=100-800",
    "rate-limit=60/m",
    "reset ",
  ]) {
    expect(stdout).toContain(words);
  }
});

test.each([
  [["--faults", "cod=503"], "There is no fault cod."],
  [["--faults", "code=500", "--faults", "code=503"], "code is given twice; give it once."],
  [["--faults-by-request", "sometimes"], "It must be one of loopback, always, never."],
])("%j is refused with one line and exit code 1", async (args, message) => {
  const { code, stdout, stderr } = await runProgram(["start", "--port", "0", ...args], temporaryFolder());
  expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
  expect(stderr).toContain(message);
});

test("the log has one line a request, with the status that was sent and the faults that it had", async () => {
  const { program, origin } = await start();
  const asked = ["code=503", "reset", "truncate", "slow=20", "code=500, malformed, truncate", "unknown=1"];
  for (const prefer of asked) await exchange(origin, leadsRequest("", `Prefer: ${prefer}\r\n`));
  program.process.kill("SIGTERM");
  expect(await program.exit()).toBe(0);
  const lines = program.stderr.split("\n").filter((each) => each.includes('"answered"'));
  const said = lines.map((each) => JSON.parse(each) as { status?: number; faults?: string[]; requestId: string });
  expect(said.map(({ status, faults }) => ({ status, faults }))).toEqual([
    { status: 503, faults: ["code"] },
    { status: undefined, faults: ["reset"] },
    { status: 200, faults: ["truncate"] },
    { status: 200, faults: ["slow"] },
    { status: 500, faults: ["code", "malformed", "truncate"] },
    { status: 200, faults: undefined },
  ]);
  expect(new Set(said.map(({ requestId }) => requestId)).size).toBe(asked.length);
  // A fault that was asked for is no failure of the server.
  expect(program.stderr).not.toContain('"level":50');
  expect(program.stderr).not.toContain("premature");
});
