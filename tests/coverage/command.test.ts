import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordExchanges } from "./recorded-server.ts";
import { type Entry, writeTraffic } from "./traffic.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chatbase-coverage-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let recorded: Entry[] = [];
beforeAll(async () => {
  recorded = await recordExchanges(folder);
});

/** Runs the command with a temporary folder of its own, and tells what it left there. */
async function run(...args: string[]) {
  const temporary = mkdtempSync(join(folder, "tmp-"));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return {
    out,
    err,
    code: child.exitCode,
    left: readdirSync(temporary).filter((name) => name.startsWith("chatbase-")),
  };
}

function har(name: string, entries: Entry[]): string {
  const file = join(folder, `${name}.har`);
  writeFileSync(file, writeTraffic(entries));
  return file;
}

test("a whole recording ends with 0 and leaves nothing", async () => {
  const { out, code, left } = await run("--traffic", har("whole", recorded));
  expect({ code, left }).toEqual({ code: 0, left: [] });
  expect(out).toContain("The tests show every part of the spec");
});

test("a recording without a part of the spec ends with 1, names it, and keeps what was asked to be kept", async () => {
  const keep = join(folder, "kept");
  const refusals = recorded.filter(({ response }) => response.status !== 404);
  const { out, code, left } = await run("--traffic", har("part", refusals), "--keep", keep);
  expect({ code, left }).toEqual({ code: 1, left: [] });
  expect(out).toContain("getLeads: status 404: in no answer");
  expect(readdirSync(keep)).toEqual(expect.arrayContaining(["judged.har", "judged.har.coverage.json"]));
});

test.each([
  ["an unknown flag", ["--nonsense"], /--nonsense/],
  ["a file that is none", ["--traffic", join(folder, "none.har")], /none\.har/],
  ["a recording of nothing", ["--traffic", "empty"], /No recorded request/],
])("%s ends with 2", async (title, args, words) => {
  const given = title === "a recording of nothing" ? ["--traffic", har("empty", [])] : args;
  const { err, out, code } = await run(...given);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(words);
});

test("--help says what is done and what the exit codes mean", async () => {
  const { out, code } = await run("--help");
  expect(code).toBe(0);
  expect(out).toContain("redocly drift --coverage");
  expect(out).toContain("Exit code:");
});
