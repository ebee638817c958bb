import { once } from "node:events";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { cleanUp, expectNothingRuns } from "./cleanup.ts";
import { type Place, processesWith, run, start, stop } from "./processes.ts";

let place: Place;
beforeEach(() => {
  const cwd = mkdtempSync(join(realpathSync(tmpdir()), "rehearsal-test-"));
  place = { cwd, env: { ...process.env, REHEARSAL_TEST: cwd } };
  onTestFinished(() => cleanUp(cwd, false));
});

const script = (code: string) => ["--eval", code];
const forever = "setInterval(() => {}, 1000); console.log('up')";

test("a program gives what it printed, and a failed one says what it said", async () => {
  await expect(run(process.execPath, script("console.log(process.cwd())"), place)).resolves.toBe(`${place.cwd}\n`);
  const failing = script("console.error('no disk left'); process.exitCode = 3");
  await expect(run(process.execPath, failing, place)).rejects.toThrow(/ended with 3:\nno disk left/);
  await expect(run("no-such-program", [], place)).rejects.toThrow("no-such-program is not on the PATH");
});

test("a program that is stopped takes its children along", async () => {
  const child = start(
    process.execPath,
    script(`require("node:child_process").spawn(process.execPath,
    ["--eval", ${JSON.stringify(forever)}], { stdio: "inherit" }); setInterval(() => {}, 1000);`),
    place,
  );
  if (child.stdout !== null) await once(child.stdout, "data");
  await stop(child);
  await expect(expectNothingRuns(place.cwd)).resolves.toBeUndefined();
});

// Elsewhere a process cannot be found by its environment.
describe.runIf(process.platform === "linux")("a daemon, in a group and a session of its own", () => {
  beforeEach(async () => {
    const daemon = `const child = require("node:child_process").spawn(process.execPath,
      ["--eval", ${JSON.stringify(forever)}], { detached: true, cwd: "/", stdio: ["ignore", "pipe", "ignore"] });
      child.stdout.once("data", () => process.exit());`;
    await run(process.execPath, script(daemon), place);
  });

  test("is found", async () => {
    expect(processesWith(place.cwd)).toHaveLength(1);
    await expect(expectNothingRuns(place.cwd)).rejects.toThrow(/Still running: \d+ /);
  });

  test("is ended, and the folder removed", async () => {
    writeFileSync(join(place.cwd, "left"), "");
    cleanUp(place.cwd, false);
    await expectNothingRuns(place.cwd);
    expect(existsSync(place.cwd)).toBe(false);
  });

  test("is ended also when the folder is kept", async () => {
    cleanUp(place.cwd, true);
    await expectNothingRuns(place.cwd);
    expect(existsSync(place.cwd)).toBe(true);
    rmSync(place.cwd, { recursive: true });
  });
});
