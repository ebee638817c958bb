/** Whatever was acknowledged is there after a kill -9, byte for byte, and the database is whole. */
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { checkDatabase } from "../../src/store/sqlite/check.ts";
import { demo } from "../../src/demo/demo.ts";
import { chatbotId, leadsOf } from "./leads.ts";
import { readTexts } from "./read-texts.ts";
import { type Breakage, seededFile, Writer } from "./writers.ts";

/** Rounds of two writers each: 60 is what is promised, fewer are enough while you work. */
const rounds = Number(process.env["CHATBASE_KILLS"] ?? 5);

/** Milliseconds between the first acknowledgement of a round and its end: any moment of a commit may be the last. */
const lifetime = (round: number): number => (round * 37) % 151;

async function round(path: string, number: number, breakage?: Breakage): Promise<Writer[]> {
  const writers = ["one", "other"].map((name) => new Writer(path, `${name}-${number}`, breakage));
  try {
    await Promise.all(writers.map((writer) => writer.hasBegun()));
    await setTimeout(lifetime(number));
  } finally {
    await Promise.all(writers.map((writer) => writer.kill()));
  }
  return writers;
}

/** Leads that were acknowledged and are not there, or not as they were. */
async function lost(path: string, writers: readonly Writer[]): Promise<string[]> {
  const store = openStore(path);
  try {
    const texts = await readTexts(store, { chatbotId, accountId: demo.accounts[0].id });
    const there = new Map(texts.map((text) => [(JSON.parse(text) as { id: string }).id, text]));
    const promised = writers.flatMap(({ name, acknowledged }) =>
      Array.from({ length: acknowledged }, (_, commit) => leadsOf(name, commit)).flat(),
    );
    return promised.filter(({ id, json }) => there.get(id) !== json).map(({ id }) => id);
  } finally {
    await store.close();
  }
}

test(`nothing that was acknowledged is lost in ${rounds} rounds of two writers`, {
  timeout: rounds * 20_000,
}, async () => {
  const path = await seededFile();
  const writers: Writer[] = [];
  for (let number = 0; number < rounds; number += 1) {
    writers.push(...(await round(path, number)));
    expect(await lost(path, writers)).toEqual([]);
    expect(checkDatabase(path, false).faults).toEqual([]);
  }
});

test("a build that acknowledges before it commits loses leads, and is seen", { timeout: 60_000 }, async () => {
  const path = await seededFile();
  const early: Breakage = ["store/sqlite/transaction.ts", 'this.#database.exec("COMMIT")', ""];
  expect(await lost(path, await round(path, 0, early))).not.toEqual([]);
});
