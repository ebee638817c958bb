/** What is promised of a key from its making to its end, asked of a server while somebody else makes and ends keys. */
import { setTimeout } from "node:timers/promises";
import { type RunningServer, type Store, startServer } from "../../../src/index.ts";
import { createKey, revokeKey } from "../../../src/keys/manage-keys.ts";
import { apiKey, chatbotId, getLeadsPath, withWire } from "../../http/support/servers.ts";
import type { Wire } from "../../http/support/wire.ts";

const accountId = "acc_123abc456";

/** A GET of leads with a key, on a connection that stays open. */
export async function statusOf(wire: Wire, key: string): Promise<number> {
  wire.send(
    `GET ${getLeadsPath}?chatbotId=${chatbotId}&size=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`,
  );
  return (await wire.next()).status;
}

async function make(store: Store, expiresAt?: number): Promise<{ key: string; id: string }> {
  return await createKey(store, { accountId, createAccount: false, name: "life", expiresAt });
}

/** Asks with a key that expires soon, until it has. @returns the status before, if there was the time to ask, and after. */
async function outlive(wire: Wire, store: Store): Promise<[before: number, after: number]> {
  const expiresAt = Date.now() + 1_500;
  const { key } = await make(store, expiresAt);
  const status = await statusOf(wire, key);
  const before = Date.now() < expiresAt ? status : 200;
  while (Date.now() < expiresAt) await setTimeout(expiresAt - Date.now());
  return [before, await statusOf(wire, key)];
}

async function live(
  server: RunningServer,
  other: Store,
): Promise<[promise: string, status: number, promised: number][]> {
  return await withWire(server.origin, async (wire) => {
    const [first, second] = [await make(other), await make(other)];
    const known = await statusOf(wire, first.key);
    await statusOf(wire, second.key);
    await revokeKey(other, first.id);
    const revoked = await statusOf(wire, first.key);
    const spared = await statusOf(wire, second.key);
    const [unexpired, expired] = await outlive(wire, other);
    return [
      ["a key is known as soon as it is made", known, 200],
      ["a revoked key is refused by the next request", revoked, 401],
      ["another key of the account is not", spared, 200],
      ["a key is good until it expires", unexpired, 200],
      ["an expired key is refused", expired, 401],
      ["the demo key is as good as before", await statusOf(wire, apiKey), 200],
    ];
  });
}

/**
 * Asks on one open connection of a server.
 *
 * @param store the server's; closed with it.
 * @param other a store on the same database, as another process has it.
 * @returns the promises that are broken.
 */
export async function brokenPromises(store: Store, other: Store): Promise<string[]> {
  const server = await startServer({ port: 0, logLevel: "silent" }, { store });
  try {
    const found = await live(server, other);
    return found.filter(([, status, promised]) => status !== promised).map(([promise]) => promise);
  } finally {
    await server.close();
  }
}

/** A store that remembers for ever whose a key is, as a server with a simple cache would. */
export function remembering(findAccountId: Store["findAccountId"]): Pick<Store, "findAccountId"> {
  const accounts = new Map<string, string>();
  return {
    async findAccountId(hash) {
      const known = accounts.get(hash) ?? (await findAccountId(hash));
      if (known !== undefined) accounts.set(hash, known);
      return known;
    },
  };
}
