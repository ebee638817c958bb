import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ApiKey, ApiKeySummary, Store } from "../../src/store/store.ts";

const hashOf = (digit: string): string => digit.repeat(64);
const hour = 3_600_000;

async function addKeys(store: Store, ...keys: ApiKey[]): Promise<void> {
  const transaction = await store.begin();
  for (const key of keys) await transaction.addKey(key);
  await transaction.commit();
}

async function revoke(store: Store, hash: string): Promise<boolean> {
  const transaction = await store.begin();
  const found = await transaction.revokeKey(hash);
  await transaction.commit();
  return found;
}

async function find(store: Store, hash: string): Promise<ApiKeySummary | undefined> {
  return (await store.listKeys()).find((key) => key.hash === hash);
}

/** Adds a key that expires soon, and asks for it before and after. */
async function outlive(store: Store): Promise<void> {
  const expiresAt = Date.now() + 1_000;
  await addKeys(store, { hash: hashOf("1"), accountId: "acc", expiresAt });
  const found = await store.findAccountId(hashOf("1"));
  // On a machine with a lot else to do, it may have expired before it was asked for.
  expect(Date.now() < expiresAt ? found : "acc").toBe("acc");
  while (Date.now() < expiresAt) await setTimeout(expiresAt - Date.now());
  expect(await store.findAccountId(hashOf("1"))).toBeUndefined();
}

function testUses(store: () => Store): void {
  test("notes when a key was used last, and never an earlier instant", async () => {
    const [used, unused] = [hashOf("1"), hashOf("2")];
    await addKeys(store(), { hash: used, accountId: "acc" }, { hash: unused, accountId: "acc" });
    for (const instant of [1_700_000_000_000, 1_800_000_000_000, 1_750_000_000_000])
      expect(await store().recordKeyUses(new Map([[used, instant]]))).toBe(true);
    expect((await find(store(), used))?.lastUsedAt).toBe(1_800_000_000_000);
    expect((await find(store(), unused))?.lastUsedAt).toBeUndefined();
    expect(await store().findAccountId(used)).toBe("acc");
  });

  test("notes nothing of a key that it does not have", async () => {
    const before = await store().listKeys();
    await store().recordKeyUses(new Map([[hashOf("9"), 1]]));
    expect(await store().listKeys()).toEqual(before);
  });
}

/** What every store must do with keys. There is an account `acc`, with one key: 64 times `f`. */
export function testKeys(store: () => Store): void {
  test("lists accounts by id, and keys by account and age with all that is known of them", async () => {
    const begun = Date.now();
    const transaction = await store().begin();
    await transaction.addAccount({ id: "Acc", name: "Other" });
    await transaction.addKey({ hash: hashOf("2"), accountId: "Acc", name: "CRM é", expiresAt: begun + hour });
    await transaction.commit();
    await setTimeout(2);
    await addKeys(store(), { hash: hashOf("1"), accountId: "Acc" });
    expect(await store().listAccounts()).toEqual([
      { id: "Acc", name: "Other" },
      { id: "acc", name: "Account" },
    ]);
    const keys = await store().listKeys();
    expect(keys.map(({ hash }) => hash[0])).toEqual(["2", "1", "f"]);
    const [{ createdAt = 0, ...first } = { createdAt: 0 }, second] = keys;
    expect(createdAt >= begun && createdAt <= Date.now()).toBe(true);
    const unknown = { revokedAt: undefined, lastUsedAt: undefined };
    expect(first).toEqual({ hash: hashOf("2"), accountId: "Acc", name: "CRM é", expiresAt: begun + hour, ...unknown });
    expect(second).toMatchObject({ accountId: "Acc", name: "", expiresAt: undefined, ...unknown });
  });

  test("does not find a key from its revocation on, which can be repeated and is not moved", async () => {
    const hash = hashOf("f");
    expect(await store().findAccountId(hash)).toBe("acc");
    expect(await revoke(store(), hash)).toBe(true);
    expect(await store().findAccountId(hash)).toBeUndefined();
    const revokedAt = (await find(store(), hash))?.revokedAt;
    expect(revokedAt).toBeGreaterThan(Date.now() - hour);
    await setTimeout(2);
    expect(await revoke(store(), hash)).toBe(true);
    expect((await find(store(), hash))?.revokedAt).toBe(revokedAt);
  });

  test("a revocation concerns one key, and one that is rolled back concerns none", async () => {
    await addKeys(store(), { hash: hashOf("1"), accountId: "acc" });
    const transaction = await store().begin();
    await transaction.revokeKey(hashOf("1"));
    await transaction.rollback();
    expect(await store().findAccountId(hashOf("1"))).toBe("acc");
    expect(await revoke(store(), hashOf("1"))).toBe(true);
    expect(await store().findAccountId(hashOf("f"))).toBe("acc");
    expect(await revoke(store(), hashOf("9"))).toBe(false);
  });

  test("finds a key until it expires, by the clock alone", async () => {
    await addKeys(
      store(),
      { hash: hashOf("2"), accountId: "acc", expiresAt: Date.now() + hour },
      { hash: hashOf("3"), accountId: "acc", expiresAt: Date.now() - 1 },
    );
    await outlive(store());
    expect(await store().findAccountId(hashOf("2"))).toBe("acc");
    expect(await store().findAccountId(hashOf("3"))).toBeUndefined();
  });

  testUses(store);
}
