import type { PoolClient } from "pg";
import type { LeadRecord } from "../../leads/lead-record.ts";
import type { OrderSizes } from "../order/outline.ts";
import type { Account, AddOutcome, ApiKey, Chatbot, StoreTransaction } from "../store.ts";
import type { Connections } from "./connections.ts";
import { explainUse } from "./failures.ts";
import { LeadWriter } from "./lead-writer.ts";
import { schemaLock } from "./migrations.ts";

/**
 * Whatever the database's own settings are, a commit has reached the disk when it returns; and whoever falls silent in the
 * middle, because its machine is gone, does not keep its locks for ever.
 */
const start = `BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL synchronous_commit = on; SET LOCAL idle_in_transaction_session_timeout = '5min'`;

/** Leads from which on an import is followed by {@link settle}. */
const manyLeads = 10_000;

/**
 * Notes which pages of the table all readers may see, so that a place is found in the index alone. Autovacuum does it within
 * minutes; until then a page that nobody has asked for costs several times as much. It looks at new pages only, and stops nobody.
 */
const settle = "VACUUM (SKIP_LOCKED, INDEX_CLEANUP OFF, TRUNCATE OFF) leads";

/**
 * One write transaction on a connection of its own. Who adds leads to a chatbot locks it until the end: writers to one chatbot
 * take turns, those to others do not wait. Transactions that write to several have to take them in one order, such as that of
 * their ids; else Postgres ends one of two that wait for each other.
 */
export class PostgresTransaction implements StoreTransaction {
  readonly #client: PoolClient;
  readonly #sizes: OrderSizes;
  readonly #writers = new Map<string, LeadWriter>();
  #ended = false;

  private constructor(client: PoolClient, sizes: OrderSizes) {
    this.#client = client;
    this.#sizes = sizes;
  }

  static async begin(connections: Connections, sizes: OrderSizes): Promise<PostgresTransaction> {
    const client = await connections.own();
    try {
      await client.query(start);
      return new PostgresTransaction(client, sizes);
    } catch (error) {
      client.release(true);
      throw explainUse(error);
    }
  }

  async isEmpty(): Promise<boolean> {
    // Of two that want to fill an empty store, the second waits and finds it filled.
    await this.#run("SELECT pg_advisory_xact_lock($1)", [schemaLock]);
    return (await this.#run("SELECT FROM accounts LIMIT 1")) === 0;
  }

  async addAccount({ id, name }: Account): Promise<void> {
    await this.#run("INSERT INTO accounts (id, name) VALUES ($1, $2)", [id, name]);
  }

  async addChatbot({ id, accountId, name }: Chatbot): Promise<void> {
    await this.#run("INSERT INTO chatbots (id, account_id, name) VALUES ($1, $2, $3)", [id, accountId, name]);
  }

  async addKey({ hash, accountId, name = "", expiresAt }: ApiKey): Promise<void> {
    const values = [hash, accountId, name, Date.now(), expiresAt];
    await this.#run(
      "INSERT INTO api_keys (hash, account_id, name, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
      values,
    );
  }

  async revokeKey(keyHash: string): Promise<boolean> {
    const revoke = "UPDATE api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE hash = $1";
    return (await this.#run(revoke, [keyHash, Date.now()])) === 1;
  }

  async addLeads(chatbotId: string, leads: readonly LeadRecord[]): Promise<AddOutcome[]> {
    return await (await this.#writerTo(chatbotId)).add(leads).catch(rethrow);
  }

  async deleteLeads(chatbotId: string, ids: readonly string[]): Promise<number> {
    return await (await this.#writerTo(chatbotId)).delete(ids).catch(rethrow);
  }

  async #writerTo(chatbotId: string): Promise<LeadWriter> {
    const known = this.#writers.get(chatbotId);
    if (known) return known;
    const found = await this.#run("SELECT FROM chatbots WHERE id = $1 FOR NO KEY UPDATE", [chatbotId]);
    if (found === 0) throw new Error(`There is no chatbot ${chatbotId}.`);
    const writer = new LeadWriter(this.#client, chatbotId, this.#sizes);
    this.#writers.set(chatbotId, writer);
    return writer;
  }

  async commit(onProgress?: (share: number) => void): Promise<void> {
    for (const writer of this.#writers.values()) await writer.finish().catch(rethrow);
    // The last moment to stop: what it throws undoes all.
    onProgress?.(1);
    await this.#run("COMMIT");
    const added = [...this.#writers.values()].reduce((sum, { count }) => sum + count, 0);
    // The leads are stored, whether this works or not: it needs the owner of the table, and a Postgres.
    if (added >= manyLeads) await this.#client.query(settle).catch(() => {});
    this.#end(false);
  }

  async rollback(): Promise<void> {
    if (this.#ended) return;
    // Of a connection that has broken, Postgres has undone the work already.
    const broken = await this.#client.query("ROLLBACK").then(
      () => false,
      () => true,
    );
    this.#end(broken);
  }

  #end(broken: boolean): void {
    this.#ended = true;
    this.#client.release(broken);
  }

  /** @returns how many rows it found or wrote. */
  async #run(text: string, values: unknown[] = []): Promise<number> {
    return (await this.#client.query(text, values).catch(rethrow)).rowCount ?? 0;
  }
}

function rethrow(error: unknown): never {
  throw explainUse(error);
}
