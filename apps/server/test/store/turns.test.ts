/** Who asks for little does not wait for those who ask for much; counted in answers, not in milliseconds. */
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { openStore } from "../../src/store/open-store.ts";
import { temporaryFolder } from "../folder.ts";

/** Asks a store with the demo data for pages; `answered` has their sizes in the order of the answers. */
async function asking(path: string) {
  const store = openStore(path);
  onTestFinished(() => store.close());
  await seedWhenEmpty(store);
  const answered: number[] = [];
  const ask = async (size: number): Promise<void> => {
    const query = { chatbotId: demo.chatbotId, accountId: demo.accounts[0].id, page: 1, size };
    if (await store.readPage(query)) answered.push(size);
  };
  return { ask, answered };
}

test.each(["in memory", "in a file"])(
  "a small page waits for one large page at most, however many were asked for before it: %s",
  async (where) => {
    const { ask, answered } = await asking(where === "in memory" ? ":memory:" : join(temporaryFolder(), "leads.db"));
    const large = Array.from({ length: 30 }, () => ask(1_000));
    await ask(10);
    expect(answered.filter((size) => size === 1_000).length).toBeLessThanOrEqual(1);
    // Nor one that comes when they are under way.
    for (let asked = 0; asked < 5; asked += 1) {
      const before = answered.length;
      await ask(10);
      expect(answered.length - before).toBeLessThanOrEqual(2);
    }
    await Promise.all(large);
    expect(answered.filter((size) => size === 1_000)).toHaveLength(30);
  },
);

test("a large page is answered though small ones are asked for without an end", async () => {
  const { ask, answered } = await asking(":memory:");
  const told = { stop: false };
  const askOnAndOn = async (): Promise<void> => {
    while (!told.stop && answered.length < 10_000) await ask(10);
  };
  const small = Array.from({ length: 200 }, askOnAndOn);
  await ask(1_000);
  told.stop = true;
  // About a turn of them.
  expect(answered.indexOf(1_000)).toBeLessThan(200);
  await Promise.all(small);
});

test("small pages that came together are answered together, up to the work of a turn", async () => {
  const { ask, answered } = await asking(":memory:");
  const asked = Array.from({ length: 64 }, () => ask(10));
  await asked[0];
  await Promise.resolve();
  expect(answered).toHaveLength(64);
  const more = Array.from({ length: 1_000 }, () => ask(10));
  await more[0];
  await Promise.resolve();
  expect(answered.length).toBeLessThan(64 + 200);
  await Promise.all([...asked, ...more]);
});
