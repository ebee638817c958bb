/**
 * `node opener.ts STORE TIMES`: opens the store so many times, and each time has it for some milliseconds. Says how many times
 * another file had taken its place before it was closed.
 */
import { statSync } from "node:fs";
import { argv } from "node:process";
import { setTimeout } from "node:timers/promises";
import { openStore } from "../../src/store/open-store.ts";

const [, , path = "", times = "0"] = argv;
let replaced = 0;
for (let time = 0; time < Number(times); time += 1) {
  const store = openStore(path);
  const { ino } = statSync(path);
  await setTimeout(20);
  if (statSync(path).ino !== ino) replaced += 1;
  await store.close();
  await setTimeout(time % 8);
}
process.stdout.write(`${replaced}\n`);
