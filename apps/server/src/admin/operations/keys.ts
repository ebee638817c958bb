import { RequestError } from "../../http/errors.ts";
import { keyIdOf } from "../../keys/api-key.ts";
import { expiryWords, readExpiry } from "../../keys/expiry.ts";
import { createKey as makeKey } from "../../keys/manage-keys.ts";
import type { ApiKeySummary } from "../../store/store.ts";
import { type AdminContext, type AdminInput, textOf } from "../operation.ts";
import { write } from "../../store/write.ts";

interface NewKey {
  readonly accountId: string;
  readonly name?: string;
  readonly expires?: string;
}

const instant = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

/** What is shown of a key. JSON leaves out what is undefined. */
function shown(key: ApiKeySummary): Record<string, string | undefined> {
  return {
    id: keyIdOf(key.hash),
    accountId: key.accountId,
    name: key.name,
    createdAt: instant(key.createdAt),
    expiresAt: instant(key.expiresAt),
    revokedAt: instant(key.revokedAt),
    lastUsedAt: instant(key.lastUsedAt),
  };
}

export async function listKeys(_: AdminInput, { store }: AdminContext): Promise<unknown> {
  return { keys: (await store.listKeys()).map(shown) };
}

function expiryOf(expires: string | undefined, now: number): number | undefined {
  if (expires === undefined) return undefined;
  const expiresAt = readExpiry(expires, now);
  if (expiresAt === undefined) throw new RequestError("invalid_parameter", `expires must be ${expiryWords}.`);
  return expiresAt;
}

/** @throws {RequestError} 400 for an expiry that is none, 404 for an account that does not exist. */
export async function createKey({ body }: AdminInput<NewKey>, { store, clock }: AdminContext): Promise<unknown> {
  const expiresAt = expiryOf(body.expires, clock.now());
  if (!(await store.listAccounts()).some(({ id }) => id === body.accountId)) throw new RequestError("not_found");
  const { key, id } = await makeKey(store, {
    accountId: body.accountId,
    createAccount: false,
    name: body.name ?? "",
    expiresAt,
  });
  const made = (await store.listKeys()).find(({ hash }) => keyIdOf(hash) === id);
  return { ...(made && shown(made)), key };
}

/** @throws {RequestError} 404 */
export async function revokeKey(input: AdminInput, { store }: AdminContext): Promise<void> {
  const key = (await store.listKeys()).find(({ hash }) => keyIdOf(hash) === textOf(input, "keyId"));
  if (key === undefined) throw new RequestError("not_found");
  await write(store, (transaction) => transaction.revokeKey(key.hash));
}
