import { seedWhenEmpty } from "../demo/seed.ts";
import { KeyError } from "../keys/key-error.ts";
import { createKey, revokeKey } from "../keys/manage-keys.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { instantText, keyTable, listedKey } from "./key-table.ts";

/** The flags of `keys create`. */
export interface CreateFlags {
  readonly account: string;
  readonly createAccount: boolean;
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly expires?: number;
  readonly store: string;
}

/** The flags of `keys list`. */
export interface ListFlags {
  readonly account?: string;
  readonly json: boolean;
  readonly store: string;
}

/** The flags of `keys revoke`. */
export interface RevokeFlags {
  readonly store: string;
}

/** Opens a store as `start` would, demo data included, and closes it after the work. */
async function withStore(location: string, work: (store: Store) => Promise<void>): Promise<void> {
  if (location === ":memory:")
    throw new KeyError("A database in memory ends with this command. Name that of your server with --store.");
  const store = openStore(location);
  try {
    await seedWhenEmpty(store);
    await work(store);
  } finally {
    await store.close();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** `keys create`: the key goes to standard output, and everything about it to standard error. */
export async function create(flags: CreateFlags): Promise<void> {
  await withStore(flags.store, async (store) => {
    const { account: accountId, createAccount, name, expires: expiresAt } = flags;
    const { key, id, account, isNewAccount } = await createKey(store, { accountId, createAccount, name, expiresAt });
    process.stdout.write(`${key}\n`);
    if (isNewAccount) say(`Made the account ${account.id}. It has no chatbots yet.`);
    const until = expiresAt === undefined ? "does not expire" : `expires at ${instantText(expiresAt)}`;
    say(`Made ${id} of ${account.id} (${account.name}); it ${until}.`);
    say(`This is the only time that the key is shown. To revoke it: chatbase-server keys revoke ${id}`);
  });
}

/** `keys list`. */
export async function list({ store: location, account, json }: ListFlags): Promise<void> {
  await withStore(location, async (store) => {
    const keys = (await store.listKeys()).filter(({ accountId }) => accountId === (account ?? accountId));
    const listed = keys.map((key) => listedKey(key, Date.now()));
    process.stdout.write(json ? `${JSON.stringify(listed, undefined, 2)}\n` : keyTable(listed));
  });
}

/** `keys revoke`. */
export async function revoke(id: string, { store: location }: RevokeFlags): Promise<void> {
  await withStore(location, async (store) => {
    const { accountId, revokedAt } = await revokeKey(store, id);
    const outcome =
      revokedAt === undefined
        ? `Revoked ${id} of ${accountId}. Servers on this database refuse it from now on.`
        : `${id} of ${accountId} was revoked at ${instantText(revokedAt)} already.`;
    process.stdout.write(`${outcome}\n`);
  });
}
