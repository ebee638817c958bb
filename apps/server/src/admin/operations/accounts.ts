import { randomBytes } from "node:crypto";
import { RequestError } from "../../http/errors.ts";
import type { Account } from "../../store/store.ts";
import type { AdminContext, AdminInput } from "../operation.ts";
import { write } from "../../store/write.ts";

interface NewAccount {
  readonly id?: string;
  readonly name: string;
}

export async function listAccounts(_: AdminInput, { store }: AdminContext): Promise<{ accounts: Account[] }> {
  return { accounts: await store.listAccounts() };
}

/** @throws {RequestError} 409 */
export async function createAccount({ body }: AdminInput<NewAccount>, { store }: AdminContext): Promise<Account> {
  const account = { id: body.id ?? `acc_${randomBytes(12).toString("hex")}`, name: body.name };
  await write(store, async (transaction) => {
    if ((await store.listAccounts()).some(({ id }) => id === account.id))
      throw new RequestError("conflict", "there is an account with this id.");
    await transaction.addAccount(account);
  });
  return account;
}
