import type { Store, StoreTransaction } from "./store.ts";

/** Does all of some work in one transaction, or nothing of it. */
export async function write<Result>(
  store: Store,
  work: (transaction: StoreTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await store.begin();
  try {
    const result = await work(transaction);
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}
