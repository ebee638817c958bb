import { join } from "node:path";
import { expect, test } from "vitest";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { openStore, type Store } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { storeWith } from "../http/support/stores.ts";
import { brokenPromises, remembering } from "./support/key-life.ts";

async function lead(wrap: (store: Store) => Store): Promise<string[]> {
  const path = join(temporaryFolder(), "leads.db");
  const [store, other] = [openStore(path), openStore(path)];
  await seedWhenEmpty(store);
  const broken = await brokenPromises(wrap(store), other);
  await other.close();
  return broken;
}

test("a server keeps every promise about keys that others make and revoke, on one open connection", async () => {
  expect(await lead((store) => store)).toEqual([]);
});

test("one that remembers keys is noticed", async () => {
  const forgetful = (store: Store) => storeWith(remembering(store.findAccountId.bind(store)), store);
  expect(await lead(forgetful)).toEqual(["a revoked key is refused by the next request", "an expired key is refused"]);
});
