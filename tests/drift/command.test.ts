import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What is left of the copies when the command is over. */
  readonly left: string[];
  readonly folder: string;
}

/** Runs the command with a temporary folder of its own. `stopAt` is what it says before it gets a Ctrl+C. */
function run(args: readonly string[], { mutations, stopAt }: { mutations?: object[]; stopAt?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "drift-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "mutations.json");
  writeFileSync(file, JSON.stringify(mutations ?? []));
  const all = [main, ...args, "--json", join(folder, "drift.json"), ...(mutations ? ["--file", file] : [])];
  const env = { ...process.env, TMPDIR: folder };
  return new Promise<Run>((resolve) => {
    const child = execFile(process.execPath, all, { env, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      const left = readdirSync(folder).filter((name) => name.startsWith("chatbase-drift-"));
      resolve({ exitCode: child.exitCode, stdout, stderr, left, folder });
    });
    let said = "";
    child.stderr?.on("data", (text: string) => {
      said += text;
      if (stopAt !== undefined && said.includes(stopAt)) child.kill("SIGINT");
    });
  });
}

const comment = {
  id: "spec-harmless",
  breaks: "Nothing at all.",
  file: "spec/openapi.yaml",
  find: "openapi: 3.0.3\n",
  replace: "openapi: 3.0.3 # as given\n",
  checks: ["lint"],
};
const noSecurity = { ...comment, id: "spec-public", replace: "openapi: 3.0.3\nsecurity: []\n" };

describe("pnpm drift", () => {
  test("exits with 1 for a survivor, names it, and leaves nothing behind", async () => {
    const { exitCode, stdout, stderr, left, folder } = await run(["--no-peers"], { mutations: [comment, noSecurity] });
    expect({ exitCode, left }).toEqual({ exitCode: 1, left: [] });
    expect(stderr).toContain("spec-harmless: SURVIVED");
    expect(stderr).toContain("spec-public: caught by lint");
    expect(stdout).toContain("spec-harmless (spec/openapi.yaml): Nothing at all.");
    const report = JSON.parse(readFileSync(join(folder, "drift.json"), "utf8")) as object;
    expect(report).toMatchObject({
      score: { spec: { mutations: 2, caught: 1 }, all: { mutations: 2, caught: 1 } },
      mutations: [{ caughtBy: null }, { id: "spec-public", caughtBy: "lint" }],
    });
  });

  test("exits with 0 when all are caught, and says what the others see", async () => {
    const { exitCode, stdout } = await run([], { mutations: [noSecurity] });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^spec-public +lint +[\d.]+ +(?:yes|no) +(?:yes|no)$/m);
    expect(stdout).toMatch(/^target +our checks +dredd alone +redocly drift alone$/m);
  });

  test("stops at Ctrl+C and takes its copies along", async () => {
    const { exitCode, left } = await run(["--no-peers"], { mutations: [comment], stopAt: "Seeing that" });
    expect({ exitCode, left }).toEqual({ exitCode: 130, left: [] });
  });

  test.each([
    ["a mutation that does not apply", [], [{ ...comment, find: "openapi: 2.0" }], "spec-harmless does not apply"],
    ["a mutation of something else", [], [{ ...comment, file: "README.md" }], "what is mutated lies under spec/"],
    ["a mutation without a text to find", [], [{ ...comment, find: "" }], "must NOT have fewer than 1 characters"],
    ["a check that there is not", [], [{ ...comment, checks: ["luck"] }], "must be equal to one of the allowed values"],
    ["a pattern that matches nothing", ["--only", "nothing-like-it"], undefined, "No mutation matches nothing-like-it"],
    ["a pattern that is none", ["--only", "("], undefined, "--only: Invalid regular expression"],
    ["a number that is none", ["--sample", "some"], undefined, "--sample must be a whole number"],
    [
      "more jobs than cores can take",
      ["--jobs", "9", "--only", "spec-path"],
      undefined,
      "--jobs must be a whole number",
    ],
    ["a page about a part", ["--write", "--sample", "3"], undefined, "--write is about the whole list"],
    ["an unknown flag", ["--fast"], undefined, "Unknown option '--fast'; --help lists"],
  ] as [string, string[], object[] | undefined, string][])(
    "exits with 2 for %s, before anything is copied",
    async (_, args, mutations, says) => {
      const { exitCode, stderr } = await run(args, mutations ? { mutations } : {});
      expect(exitCode).toBe(2);
      expect(stderr).toContain(says);
      expect(stderr).not.toContain("Copying");
    },
  );

  test.each([
    ["--help", "Usage: pnpm drift"],
    ["--list", "server-13-size-ignored: A page has ten leads"],
  ])("%s shows itself", async (flag, says) => {
    const { exitCode, stdout } = await run([flag]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(says);
  });
});
