import type { DatabaseSync } from "node:sqlite";
import type { LeadRecord } from "../../leads/lead-record.ts";
import type { OrderSizes } from "../order/outline.ts";
import type { Account, AddOutcome, ApiKey, Chatbot, StoreTransaction } from "../store.ts";
import { LeadWriter } from "./lead-writer.ts";
import { endSnapshots } from "./snapshot.ts";

/** One write transaction on its own connection; `end` is called when it is over. */
export class SqliteTransaction implements StoreTransaction {
  readonly #database: DatabaseSync;
  readonly #end: () => void;
  readonly #leads: LeadWriter;

  constructor(database: DatabaseSync, sizes: OrderSizes, end: () => void) {
    this.#database = database;
    this.#end = end;
    // In memory there is one connection: a snapshot of this turn would be a transaction already.
    endSnapshots();
    database.exec("BEGIN IMMEDIATE");
    this.#leads = new LeadWriter(database, sizes);
  }

  async isEmpty(): Promise<boolean> {
    return this.#database.prepare("SELECT 1 FROM accounts LIMIT 1").get() === undefined;
  }

  async addAccount({ id, name }: Account): Promise<void> {
    this.#database.prepare("INSERT INTO accounts (id, name) VALUES (?, ?)").run(id, name);
  }

  async addChatbot({ id, accountId, name }: Chatbot): Promise<void> {
    this.#database.prepare("INSERT INTO chatbots (id, account_id, name) VALUES (?, ?, ?)").run(id, accountId, name);
  }

  async addKey({ hash, accountId }: ApiKey): Promise<void> {
    this.#database.prepare("INSERT INTO api_keys (hash, account_id) VALUES (?, ?)").run(hash, accountId);
  }

  async addLeads(chatbotId: string, leads: readonly LeadRecord[]): Promise<AddOutcome[]> {
    return this.#leads.add(this.#numberOf(chatbotId), leads);
  }

  async deleteLeads(chatbotId: string, ids: readonly string[]): Promise<number> {
    return this.#leads.delete(this.#numberOf(chatbotId), ids);
  }

  #numberOf(chatbotId: string): number {
    const found = this.#database.prepare("SELECT number FROM chatbots WHERE id = ?").get(chatbotId);
    if (!found) throw new Error(`There is no chatbot ${chatbotId}.`);
    return Number(found["number"]);
  }

  async commit(): Promise<void> {
    this.#leads.finish();
    this.#database.exec("COMMIT");
    endSnapshots();
    this.#end();
  }

  async rollback(): Promise<void> {
    // SQLite ends a transaction by itself when the disk is full.
    if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    this.#end();
  }
}
