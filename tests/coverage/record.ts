import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findRooms } from "../run/rooms.ts";
import { type Recording, startRecorder } from "./recorder.ts";
import { type Entry, joinRecordings } from "./traffic.ts";

/** What the tests have shown. */
export interface RecordedRun {
  entries: Entry[];
  /** Rooms with a test that failed; their traffic may lack something. */
  failedRooms: string[];
}

/** Where the tests of a room start servers that can be recorded. */
const doors = ["test/recorded.ts", "recorded.ts"];

/** Runs the test files that import `door`, directly or not; resolves to the exit code. */
async function runRelated(folder: string, door: string, recorder: string): Promise<number> {
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "related", "--run", door], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, COVERAGE_RECORDER: recorder },
  });
  const kill = () => child.kill();
  process.once("exit", kill);
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", kill);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs every test file that starts a server through a `recorded.ts`, with a `redocly proxy` in front of each server.
 *
 * @param folder - for the HAR file of each proxy
 * @param progress - told what runs; the tests print for themselves
 * @throws Error when a proxy fails
 */
export async function recordTests(folder: string, progress: (line: string) => void): Promise<RecordedRun> {
  const recorder = await startRecorder(folder);
  const failedRooms: string[] = [];
  let recordings: Recording[] = [];
  try {
    for (const room of findRooms()) {
      const door = doors.find((file) => existsSync(join(room.folder, file)));
      if (door === undefined) continue;
      progress(`\nTests of ${room.name}, through redocly proxy:`);
      if ((await runRelated(room.folder, door, recorder.origin)) !== 0) failedRooms.push(room.name);
    }
  } finally {
    recordings = await recorder.stop();
  }
  const files = new Set(recordings.map(({ test }) => test)).size;
  const entries = joinRecordings(recordings);
  progress(`\n${entries.length} exchanges with ${recordings.length} servers recorded, from ${files} test files.`);
  return { entries, failedRooms };
}
