import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import type { KeyUses as Uses } from "../../src/index.ts";
import { KeyUses } from "../../src/keys/key-uses.ts";

/** A store that keeps what it is told; `outcomes` says how each call ends, and the last one holds for all that follow. */
function notebook(...outcomes: (boolean | Error)[]) {
  const written: Uses[] = [];
  const called = { times: 0 };
  const recordKeyUses = async (uses: Uses): Promise<boolean> => {
    const outcome = outcomes[Math.min(called.times, outcomes.length - 1)] ?? true;
    called.times += 1;
    if (outcome instanceof Error) throw outcome;
    if (outcome) written.push(uses);
    return outcome;
  };
  return { written, called, recordKeyUses };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(1);
}

test("ten thousand uses of two keys are written together, at once when the server stops", async () => {
  const store = notebook();
  const uses = new KeyUses(store, () => {});
  const begun = Date.now();
  for (let used = 0; used < 10_000; used += 1) uses.note(used % 2 === 0 ? "a" : "b");
  await uses.close();
  expect(store.written).toHaveLength(1);
  expect([...(store.written[0] ?? [])].map(([hash]) => hash)).toEqual(["a", "b"]);
  for (const instant of store.written[0]?.values() ?? []) expect(instant >= begun && instant <= Date.now()).toBe(true);
});

test("a use is written by itself, and again only after the interval", async () => {
  const store = notebook();
  const uses = new KeyUses(store, () => {}, { delay: 1, interval: 3_600_000 });
  uses.note("a");
  await until(() => store.written.length === 1);
  uses.note("a");
  uses.note("b");
  await until(() => store.written.length === 2);
  expect(store.written.map((each) => [...each.keys()])).toEqual([["a"], ["b"]]);
  await uses.close();
  expect(store.called.times).toBe(2);
});

test("after the interval the next use is written", async () => {
  const store = notebook();
  const uses = new KeyUses(store, () => {}, { delay: 1, interval: 20 });
  while (store.written.length < 3) {
    uses.note("a");
    await setTimeout(1);
  }
  const instants = store.written.map((each) => each.get("a") ?? 0);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  await uses.close();
});

test("what cannot be written is tried again, and told once", async () => {
  const told: unknown[] = [];
  const failure = new Error("full");
  const store = notebook(failure, failure, false, true);
  const uses = new KeyUses(store, (error) => told.push(error), { delay: 1, interval: 10 });
  uses.note("a");
  await until(() => store.written.length > 0);
  expect(store.called.times).toBe(4);
  expect([...(store.written[0]?.keys() ?? [])]).toEqual(["a"]);
  expect(told).toEqual([failure]);
  await uses.close();
});

test("a stop does not wait for a database that hangs", async () => {
  const uses = new KeyUses({ recordKeyUses: () => new Promise(() => {}) }, () => {});
  uses.note("a");
  await expect(uses.close()).resolves.toBeUndefined();
});
