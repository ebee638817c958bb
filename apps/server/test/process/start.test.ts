import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { once } from "node:events";
import type { LeadList } from "@chatbase-kit/contract/operations";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../folder.ts";
import { startRecorded } from "../recorded.ts";
import { askUntilRefused } from "./keep-alive-client.ts";
import { databaseOf, Program, runProgram } from "./program.ts";

const quiet = ["start", "--port", "0", "--log-level", "error"];

async function start(folder: string): Promise<{ program: Program; baseUrl: string }> {
  const program = new Program(quiet, folder);
  const baseUrl = await program.printed(/Base URL {2}(\S+)/);
  await program.printed(/Stop with/);
  return { program, baseUrl };
}

const root = fileURLToPath(new URL("../../../../", import.meta.url));

describe("start", () => {
  test("says in the root of the repository that the client is there", async () => {
    const program = new Program([...quiet, "--store", ":memory:"], root);
    await program.printed(/Stop with/);
    expect(program.stdout).toContain(
      "\nWith the client, from this folder:\n\nnpx -y pnpm@12 exec node --input-type=module <<'EOF'\n",
    );
    expect(program.stdout).toContain("\nDatabase  :memory:\n");
  });

  test("prints a curl line that shows leads when it is pasted", async () => {
    const { program } = await start(temporaryFolder());
    const line = /^curl .*$/m.exec(program.stdout)?.[0] ?? "";
    const { stdout } = await promisify(execFile)("sh", ["-c", `${line} --silent`]);
    expect((JSON.parse(stdout) as LeadList).collectedCustomers).toHaveLength(3);
  });

  test("prints a client snippet that shows leads when it is pasted", async () => {
    const { program } = await start(temporaryFolder());
    expect(program.stdout).toContain(
      "\nWith the client, from a folder where @chatbase-kit/client is installed:\n\nnode --input-type=module <<'EOF'\n",
    );
    const code = /<<'EOF'\n([^]*?)\nEOF/.exec(program.stdout)?.[1] ?? "";
    // There the client is installed.
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", code], {
      cwd: root,
    });
    expect(stdout.trim().split("\n").length).toBeGreaterThan(5);
    expect(stdout).toMatch(/^2025-06-\d\dT/);
  });

  test("a second start keeps the data", async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    first.program.process.kill("SIGINT");
    expect(await first.program.exit()).toBe(0);
    writeFileSync(join(folder, "leads.csv"), "id,created_at\na,2024-01-01T00:00:00Z\n");
    await runProgram(["leads", "import", "leads.csv", "--chatbot", "imports-go-here-00001"], folder);
    const second = await start(folder);
    expect(second.program.stdout).toContain(`\nDatabase  ${databaseOf(folder)}\n`);
    expect(second.program.stdout).toMatch(/imports-go-here-00001 +1 leads/);
    expect(second.program.stdout).toMatch(/ckl123abc456 +3,000 leads/);
  });

  test("says in its help what can be set", async () => {
    const { code, stdout } = await runProgram(["start", "--help"], temporaryFolder());
    expect(code).toBe(0);
    for (const flag of ["--port", "--host", "--store", "--envelope", "--max-page-size", "--grace"])
      expect(stdout).toContain(flag);
  });
});

describe("a start that cannot be: one line and exit code 1", () => {
  const refused = async (...args: string[]): Promise<string> => {
    const { code, stderr, stdout } = await runProgram([...quiet, ...args], temporaryFolder());
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    return stderr;
  };

  test("port in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    expect(await refused("--port", String(port))).toBe(
      `Port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another with --port.\n`,
    );
    await expect(startRecorded({ port, store: ":memory:", logLevel: "silent" })).rejects.toMatchObject({
      message: `Port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another; port: 0 takes a free one.`,
      code: "EADDRINUSE",
      port,
    });
  });

  test("folder that cannot be made", async () => {
    expect(await refused("--store", "/dev/null/leads.db")).toMatch(/^Cannot open the database .* --store PATH\.$/m);
  });

  test("damaged database", async () => {
    const path = join(temporaryFolder(), "leads.db");
    writeFileSync(path, "x".repeat(10_000));
    expect(await refused("--store", path)).toMatch(/is damaged/);
  });

  test.each([
    [["--port", "70000"], "It must be a whole number from 0 to 65535."],
    [["--envelope", "none"], "It must be one of documented, observed."],
    [["--max-page-size", "0"], "It must be a whole number from 1 to 999999999."],
    [["--rate-limit", "60"], "It must be none, or so many for each second, minute or hour, such as 5/s"],
    [["--failed-key-limit", "0/m"], "It must be none, or so many"],
    [["--store", "file:x.db"], "such as file:x.db. Set it with --store"],
    [["--store", "mysql://x"], "The store must be the path of a SQLite file, :memory:, or postgres://"],
    [["--host", "203.0.113.1"], "does not have the address"],
    [["--host", ""], "It must be an address such as 127.0.0.1."],
  ])("%j", async (args, message) => {
    expect(await refused(...args)).toContain(message);
  });
});

test.each([
  ["DATABASE_URL", "file:./dev.db", ["start"]],
  ["DATABASE_URL", "mysql://root:secret@localhost/x", ["keys", "list"]],
  ["CHATBASE_STORE", "sqlite:x.db", ["check"]],
])("%s=%s is refused by the name of the variable, and nothing is made", async (variable, value, args) => {
  const folder = temporaryFolder();
  const { code, stderr } = await runProgram(args, folder, { [variable]: value });
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(` ${variable} is set in your environment; unset it, or give --store PATH\\.\\n$`));
  expect(stderr).not.toContain("secret");
  expect(readdirSync(folder)).toEqual([]);
  const other = await runProgram(["keys", "list", "--store", "here.db"], folder, { [variable]: value });
  expect(other.stderr).toContain("There is no database here.db.");
});

describe("stop", () => {
  test("under load no request is lost: each is answered in full, or meets nobody who listens", async () => {
    const { program, baseUrl } = await start(temporaryFolder());
    const url = `${baseUrl}/get-leads?chatbotId=ckl123abc456&size=100`;
    const headers = { authorization: "Bearer de300000-0000-4000-8000-000000000001" };
    const clients = Array.from({ length: 30 }, () => askUntilRefused(url, headers));
    await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
    program.process.kill("SIGTERM");
    const outcomes = (await Promise.all(clients)).flat();
    expect(outcomes.length).toBeGreaterThan(30);
    expect(outcomes.filter((outcome) => outcome !== 200)).toEqual([]);
    expect(await program.exit()).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s answers what is in flight and exits with 0", async (signal) => {
    const { program, baseUrl } = await start(temporaryFolder());
    const url = `${baseUrl}/get-leads?chatbotId=ckl123abc456&size=1000`;
    const headers = { authorization: "Bearer de300000-0000-4000-8000-000000000001" };
    const answers = Array.from({ length: 20 }, () => fetch(url, { headers }).then((answer) => answer.text()));
    await Promise.race(answers);
    program.process.kill(signal);
    for (const text of await Promise.all(answers)) {
      expect((JSON.parse(text) as LeadList).collectedCustomers).toHaveLength(1_000);
    }
    expect(await program.exit()).toBe(0);
  });
});
