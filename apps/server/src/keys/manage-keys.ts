import { hashKey } from "../http/auth.ts";
import type { Account, ApiKeySummary, Store } from "../store/store.ts";
import { write } from "../store/write.ts";
import { keyIdOf, looksLikeApiKey, newApiKey } from "./api-key.ts";
import { KeyError } from "./key-error.ts";

/** A key that is to be made. */
export interface KeyRequest {
  readonly accountId: string;
  /** Whether to make the account if there is none; its name is its id then. */
  readonly createAccount: boolean;
  readonly name: string;
  /** In milliseconds since 1970. @default never */
  readonly expiresAt: number | undefined;
}

/** A key that was made. Nothing but this has the key itself. */
export interface CreatedKey {
  readonly key: string;
  readonly id: string;
  readonly account: Account;
  /** Whether the account is new too. */
  readonly isNewAccount: boolean;
}

function unknownAccount(accountId: string, accounts: readonly Account[]): KeyError {
  const known = accounts.map(({ id, name }) => `${id} (${name})`).join(", ");
  return new KeyError(`There is no account ${accountId}. There are ${known}. To make it, add --create-account.`);
}

/**
 * Makes a key. When this resolves, servers on the same database know it.
 *
 * @throws {KeyError} if there is no such account, and none is to be made.
 */
export async function createKey(store: Store, request: KeyRequest): Promise<CreatedKey> {
  const { accountId, createAccount, name, expiresAt } = request;
  const accounts = await store.listAccounts();
  const known = accounts.find(({ id }) => id === accountId);
  if (known === undefined && !createAccount) throw unknownAccount(accountId, accounts);
  const account = known ?? { id: accountId, name: accountId };
  const key = newApiKey();
  const hash = hashKey(key);
  await write(store, async (transaction) => {
    if (known === undefined) await transaction.addAccount(account);
    await transaction.addKey({ hash, accountId, name, expiresAt });
  });
  return { key, id: keyIdOf(hash), account, isNewAccount: known === undefined };
}

/**
 * Revokes a key. When this resolves, servers on the same database refuse it, on open connections too.
 *
 * @returns the key as it was before.
 * @throws {KeyError} if there is no such key.
 */
export async function revokeKey(store: Store, id: string): Promise<ApiKeySummary> {
  // Not repeated: a terminal's output is kept in more places than its input.
  if (looksLikeApiKey(id))
    throw new KeyError("That is a key, not the id of one. Its id is in `keys list`; keep keys out of command lines.");
  const key = (await store.listKeys()).find(({ hash }) => keyIdOf(hash) === id);
  if (key === undefined) throw new KeyError(`There is no key ${id}. \`chatbase-server keys list\` shows all of them.`);
  await write(store, (transaction) => transaction.revokeKey(key.hash));
  return key;
}
