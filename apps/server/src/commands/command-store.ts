/** The store that a command works on: which one that is, and whether it may be made. */
import { existsSync } from "node:fs";
import { demo } from "../demo/demo.ts";
import { seedWhenEmpty } from "../demo/seed.ts";
import { openStore } from "../store/open-store.ts";
import { isPostgresUrl, placeOf } from "../store/postgres/database-url.ts";
import { refuseMissing } from "../store/sqlite/database.ts";
import type { Store } from "../store/store.ts";
import { StoreError } from "../store/store-error.ts";
import { number } from "./number.ts";

/** Hears what is done to a store, and where it is as a person may read it. */
export type Work = (store: Store, place: string) => Promise<void>;

/** What a database that was never used has got: for standard error. */
function news(isNew: boolean, place: string): string {
  const chatbots = demo.accounts.flatMap((account) => account.chatbots);
  const leads = chatbots.reduce((sum, chatbot) => sum + chatbot.leads, 0);
  const data = `the demo data: ${demo.accounts.length} accounts, ${chatbots.length} chatbots, ${number.format(leads)} leads`;
  return isNew ? `Made a new database ${place} with ${data}.\n` : `Put into the empty database ${place} ${data}.\n`;
}

async function withStore(location: string, work: Work): Promise<void> {
  if (location === ":memory:")
    throw new StoreError("A database in memory ends with this command. Name that of your server with --store.");
  const store = openStore(location);
  try {
    await work(store, placeOf(location));
  } finally {
    await store.close();
  }
}

/**
 * Works on a database that is there. Nothing is put into it: who asks about the keys of a server, or revokes one, must not be
 * answered from another database that has just been made.
 *
 * @throws {StoreError} if there is no such file, or it cannot be used.
 */
export async function withExistingStore(location: string, work: Work): Promise<void> {
  if (!isPostgresUrl(location) && location !== ":memory:") refuseMissing(location);
  await withStore(location, work);
}

/**
 * Works on a database as `start` would open it: made when there is none, with the demo data when it was never used, which is said
 * on standard error.
 *
 * @throws {StoreError} if it cannot be used.
 */
export async function withStoreOrNewOne(location: string, work: Work): Promise<void> {
  const isNew = !isPostgresUrl(location) && !existsSync(location);
  await withStore(location, async (store, place) => {
    if (await seedWhenEmpty(store)) process.stderr.write(news(isNew, place));
    await work(store, place);
  });
}
