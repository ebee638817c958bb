import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { LeadRecord } from "../../leads/lead-record.ts";
import type { Account, AddOutcome, ApiKey, Chatbot, StoreTransaction } from "../store.ts";

/** One write transaction on its own connection; `end` is called when it is over. */
export class SqliteTransaction implements StoreTransaction {
  readonly #database: DatabaseSync;
  readonly #end: () => void;
  readonly #addLead: StatementSync;
  readonly #findLead: StatementSync;
  /** Leads added per chatbot and day; written once, at commit. */
  readonly #added = new Map<number, Map<number, number>>();

  constructor(database: DatabaseSync, end: () => void) {
    this.#database = database;
    this.#end = end;
    database.exec("BEGIN IMMEDIATE");
    this.#addLead = database.prepare(
      `INSERT INTO leads (chatbot, day, microsecond, id, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#findLead = database.prepare(`SELECT json FROM leads WHERE chatbot = ? AND id = ?`);
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
    const found = this.#database.prepare("SELECT number FROM chatbots WHERE id = ?").get(chatbotId);
    if (!found) throw new Error(`There is no chatbot ${chatbotId}.`);
    const chatbot = Number(found["number"]);
    return leads.map((lead) => this.#add(chatbot, lead));
  }

  #add(chatbot: number, { day, microsecond, id, json }: LeadRecord): AddOutcome {
    if (this.#addLead.run(chatbot, day, microsecond, id, json).changes === 1) {
      const days = this.#added.get(chatbot) ?? new Map<number, number>();
      this.#added.set(chatbot, days.set(day, (days.get(day) ?? 0) + 1));
      return "added";
    }
    return this.#findLead.get(chatbot, id)?.["json"] === json ? "known" : "conflict";
  }

  async commit(): Promise<void> {
    const count = this.#database.prepare(
      `INSERT INTO lead_days (chatbot, day, leads) VALUES (?, ?, ?)
       ON CONFLICT (chatbot, day) DO UPDATE SET leads = leads + excluded.leads`,
    );
    for (const [chatbot, days] of this.#added) for (const [day, leads] of days) count.run(chatbot, day, leads);
    this.#database.exec("COMMIT");
    this.#end();
  }

  async rollback(): Promise<void> {
    // SQLite ends a transaction by itself when the disk is full.
    if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    this.#end();
  }
}
