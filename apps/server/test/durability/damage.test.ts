/** A damaged database answers right or is refused with what to do about it; never does it answer wrong. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { openStore } from "../../src/store/open-store.ts";
import { sealOf } from "../../src/store/sqlite/seal.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryFolder } from "../folder.ts";
import { type Damage, damages } from "./damage.ts";
import { readTexts } from "./read-texts.ts";
import { seededFile } from "./writers.ts";

let whole: Readonly<Record<string, Buffer>>;
let truth: string;

async function answersOf(store: Store): Promise<string> {
  const answers = demo.accounts.map(({ id: accountId, chatbots }) =>
    Promise.all(chatbots.map(({ id }) => readTexts(store, { chatbotId: id, accountId }))),
  );
  return JSON.stringify(await Promise.all(answers));
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-damage-"));
  const path = await seededFile(folder);
  whole = { "": readFileSync(path), "-seal": readFileSync(sealOf(path)) };
  const store = openStore(path);
  truth = await answersOf(store);
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A copy of the database with this damage. */
function damaged({ file, to }: Damage): string {
  const path = join(temporaryFolder(), "leads.db");
  for (const [suffix, bytes] of Object.entries(whole)) writeFileSync(path + suffix, bytes);
  writeFileSync(path + file, to(Buffer.from(whole[file] ?? [])));
  return path;
}

/** What becomes of a start, and of every page. */
async function verdictOn(path: string): Promise<"right" | "refused" | "wrong"> {
  let store: Store;
  try {
    store = openStore(path);
  } catch (error) {
    return (error as Error).message.includes("chatbase-server restore") ? "refused" : "wrong";
  }
  try {
    return (await answersOf(store)) === truth ? "right" : "wrong";
  } catch {
    return "wrong";
  } finally {
    await store.close();
  }
}

test("there are 120 ways to damage a database", () => {
  expect(damages).toHaveLength(120);
});

test.each(damages)("$name", async (damage) => {
  expect(["right", "refused"]).toContain(await verdictOn(damaged(damage)));
});

test("without a seal, as after a kill, pages that have changed places are seen", async () => {
  for (const damage of damages.filter(({ name }) => name.startsWith("two pages have changed places"))) {
    const path = damaged(damage);
    rmSync(sealOf(path));
    expect(["right", "refused"]).toContain(await verdictOn(path));
  }
});

test("a build that does not seal its files answers wrong, and is seen", async () => {
  const verdicts: string[] = [];
  for (const damage of damages) {
    const path = damaged(damage);
    if (existsSync(sealOf(path))) rmSync(sealOf(path));
    verdicts.push(await verdictOn(path));
  }
  expect(verdicts).toContain("wrong");
});

test("a file that was moved away is no damage: the store begins anew", async () => {
  const path = await seededFile();
  rmSync(path);
  const store = openStore(path);
  expect(await store.listChatbots()).toEqual([]);
  await store.close();
});
