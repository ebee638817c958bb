import { createKey, revokeKey } from "../keys/manage-keys.ts";
import { withExistingStore, withStoreOrNewOne } from "./command-store.ts";
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

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** `keys create`: the key goes to standard output, and everything about it to standard error. */
export async function create(flags: CreateFlags): Promise<void> {
  await withStoreOrNewOne(flags.store, async (store, place) => {
    const { account: accountId, createAccount, name, expires: expiresAt } = flags;
    const { key, id, account, isNewAccount } = await createKey(store, { accountId, createAccount, name, expiresAt });
    process.stdout.write(`${key}\n`);
    if (isNewAccount) say(`Made the account ${account.id}. It has no chatbots yet.`);
    const until = expiresAt === undefined ? "does not expire" : `expires at ${instantText(expiresAt)}`;
    say(`Made ${id} of ${account.id} (${account.name}) in ${place}; it ${until}.`);
    say(`This is the only time that the key is shown. To revoke it: chatbase-server keys revoke ${id}`);
  });
}

/** `keys list`. */
export async function list({ store: location, account, json }: ListFlags): Promise<void> {
  await withExistingStore(location, async (store, place) => {
    const keys = (await store.listKeys()).filter(({ accountId }) => accountId === (account ?? accountId));
    const listed = keys.map((key) => listedKey(key, Date.now()));
    if (!json) say(`Keys in ${place}:`);
    process.stdout.write(json ? `${JSON.stringify(listed, undefined, 2)}\n` : keyTable(listed));
  });
}

/** `keys revoke`. */
export async function revoke(id: string, { store: location }: RevokeFlags): Promise<void> {
  await withExistingStore(location, async (store, place) => {
    const { accountId, revokedAt } = await revokeKey(store, id);
    const outcome =
      revokedAt === undefined
        ? `Revoked ${id} of ${accountId} in ${place}. Servers on this database refuse it from now on.`
        : `${id} of ${accountId} in ${place} was revoked at ${instantText(revokedAt)} already.`;
    process.stdout.write(`${outcome}\n`);
  });
}
