import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { LeadRecord } from "../../leads/lead-record.ts";
import type { Account, AddOutcome, ApiKey, Chatbot, StoreTransaction } from "../store.ts";
import { explained, explainWrite } from "./failures.ts";
import { clearTables, removeChatbot } from "./clear.ts";
import { LeadWriter } from "./lead-writer.ts";
import { breakSeal } from "./seal.ts";
import type { SqliteSizes } from "./sizes.ts";
import { endSnapshots } from "./snapshot.ts";
import { atOnce, inSteps } from "./steps.ts";

/** One write transaction on its own connection; `end` is called when it is over. */
export class SqliteTransaction implements StoreTransaction {
  readonly #database: DatabaseSync;
  readonly #end: () => void;
  readonly #sizes: SqliteSizes;
  readonly #writers = new Map<string, LeadWriter>();

  /** @param path of its file, or `:memory:`. */
  constructor(database: DatabaseSync, path: string, sizes: SqliteSizes, end: () => void) {
    this.#database = database;
    this.#sizes = sizes;
    this.#end = end;
    // In memory there is one connection: a snapshot of this turn would be a transaction already.
    endSnapshots();
    database.exec("BEGIN IMMEDIATE");
    if (path !== ":memory:") breakSeal(path);
  }

  async isEmpty(): Promise<boolean> {
    return this.#database.prepare("SELECT 1 FROM accounts LIMIT 1").get() === undefined;
  }

  async addAccount({ id, name }: Account): Promise<void> {
    explained(() => this.#database.prepare("INSERT INTO accounts (id, name) VALUES (?, ?)").run(id, name));
  }

  async addChatbot({ id, accountId, name }: Chatbot): Promise<void> {
    const insert = this.#database.prepare("INSERT INTO chatbots (id, account_id, name) VALUES (?, ?, ?)");
    explained(() => insert.run(id, accountId, name));
  }

  async addKey({ hash, accountId, name = "", expiresAt }: ApiKey): Promise<void> {
    const insert = this.#database.prepare(
      "INSERT INTO api_keys (hash, account_id, name, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
    );
    explained(() => insert.run(hash, accountId, name, Date.now(), expiresAt ?? null));
  }

  async revokeKey(keyHash: string): Promise<boolean> {
    const revoke = this.#database.prepare("UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE hash = ?");
    return explained(() => Number(revoke.run(Date.now(), keyHash).changes) === 1);
  }

  async addLeads(chatbotId: string, leads: readonly LeadRecord[]): Promise<AddOutcome[]> {
    return explained(() => this.#writer(chatbotId).add(leads));
  }

  async deleteLeads(chatbotId: string, ids: readonly string[]): Promise<number> {
    return explained(() => this.#writer(chatbotId).delete(ids));
  }

  async deleteChatbot(chatbotId: string): Promise<boolean> {
    this.#writers.delete(chatbotId);
    const number = this.#numberOf(chatbotId);
    if (number === undefined) return false;
    await this.#remove(removeChatbot(this.#database, number));
    return true;
  }

  async clear(): Promise<void> {
    this.#writers.clear();
    await this.#remove(clearTables(this.#database));
  }

  async #remove(steps: Iterable<void>): Promise<void> {
    if (this.#database.location() === null) return explained(() => atOnce(steps));
    await inSteps(steps).catch((error: unknown) => {
      throw explainWrite(error);
    });
  }

  #writer(chatbotId: string): LeadWriter {
    const known = this.#writers.get(chatbotId);
    if (known) return known;
    const number = this.#numberOf(chatbotId);
    if (number === undefined) throw new Error(`There is no chatbot ${chatbotId}.`);
    const writer = new LeadWriter(this.#database, number, this.#sizes);
    this.#writers.set(chatbotId, writer);
    return writer;
  }

  /** What rows of a chatbot are filed under. */
  #numberOf(chatbotId: string): number | undefined {
    const found = this.#database.prepare("SELECT number FROM chatbots WHERE id = ?").get(chatbotId);
    return found && Number(found["number"]);
  }

  async commit(onProgress?: (share: number) => void): Promise<void> {
    try {
      await this.#settle(onProgress);
      this.#database.exec("COMMIT");
    } catch (error) {
      throw explainWrite(error);
    }
    endSnapshots();
    this.#end();
  }

  async #settle(onProgress?: (share: number) => void): Promise<void> {
    for (const writer of this.#writers.values()) {
      for (const share of writer.settle()) {
        onProgress?.(share);
        // A large import is moved in steps, and a server answers in between.
        await setImmediate();
      }
      writer.finish();
    }
  }

  async rollback(): Promise<void> {
    // SQLite ends a transaction by itself when the disk is full.
    if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    this.#end();
  }
}
