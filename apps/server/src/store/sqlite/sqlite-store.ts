import { resolve } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Lead } from "@chatbase-kit/contract/operations";
import type { JsonBytes } from "../../json-text.ts";
import type { Chatbot, ChatbotSummary, PageQuery, Store, StoreTransaction } from "../store.ts";
import { connect, openDatabase } from "./database.ts";
import { KnownRows } from "./known-rows.ts";
import { prepareArrays } from "./order-rows.ts";
import { Pages } from "./pages.ts";
import { type SqliteSizes, sqliteSizes } from "./sizes.ts";
import { Snapshot } from "./snapshot.ts";
import { SqliteTransaction } from "./transaction.ts";
import { Turns } from "./turns.ts";

/** The writers of this process, by the database that they write to. */
const writers = new Turns();

/** Hands the space of a large import's log back. What was committed is safe already, so this may fail. */
function truncateLog(connection: DatabaseSync): void {
  try {
    connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // The log stays as long as it is; the next checkpoint uses it again.
  }
}

/** The store in one SQLite file, or in memory. */
export class SqliteStore implements Store {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #sizes: SqliteSizes;
  readonly #snapshot: Snapshot;
  readonly #pages: Pages;
  readonly #accountIds: KnownRows<string>;
  readonly #findChatbot: StatementSync;

  /**
   * @param path the database file, created when missing; `:memory:` for a database that ends with the process.
   * @param sizes how much of what is held together; small ones for tests.
   * @throws {StoreError} if it cannot be opened, is damaged, or is not ours.
   */
  constructor(path: string, sizes: SqliteSizes = sqliteSizes) {
    this.#path = path;
    this.#sizes = sizes;
    this.#database = openDatabase(path);
    this.#snapshot = new Snapshot(this.#database);
    this.#pages = new Pages(this.#database, this.#snapshot);
    const findAccountId = prepareArrays(this.#database, "SELECT account_id FROM api_keys WHERE hash = ?");
    this.#accountIds = new KnownRows((hash) => (findAccountId.get(hash) as unknown as [string] | undefined)?.[0]);
    this.#findChatbot = this.#database.prepare("SELECT id, account_id, name FROM chatbots WHERE id = ?");
  }

  findAccountId(keyHash: string): string | undefined {
    return this.#accountIds.get(this.#snapshot.enter(), keyHash);
  }

  async findChatbot(chatbotId: string): Promise<Chatbot | undefined> {
    const row = this.#findChatbot.get(chatbotId) as { id: string; account_id: string; name: string } | undefined;
    return row && { id: row.id, accountId: row.account_id, name: row.name };
  }

  async listChatbots(): Promise<ChatbotSummary[]> {
    const rows = this.#database
      .prepare(
        `SELECT id, account_id AS accountId, name,
                (SELECT coalesce(sum(leads), 0) FROM lead_sections WHERE chatbot = number) AS leads
         FROM chatbots ORDER BY number`,
      )
      .all();
    return rows.map((row) => ({ ...row }) as unknown as ChatbotSummary);
  }

  readPage(query: PageQuery): Promise<JsonBytes<Lead[]> | undefined> {
    return this.#pages.read(query);
  }

  /** Waits for its turn: SQLite has one writer, and waits for another process by blocking this one. */
  async begin(): Promise<StoreTransaction> {
    const release = await writers.enter(this.#path === ":memory:" ? this : resolve(this.#path));
    try {
      return this.#transaction(release);
    } catch (error) {
      release();
      throw error;
    }
  }

  #transaction(release: () => void): StoreTransaction {
    // A database in memory has one connection only; there, a reader in the same process sees what is not yet committed.
    if (this.#path === ":memory:") return new SqliteTransaction(this.#database, this.#sizes, release);
    const connection = connect(this.#path);
    try {
      return new SqliteTransaction(connection, this.#sizes, () => {
        truncateLog(connection);
        connection.close();
        release();
      });
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  async ping(): Promise<void> {
    this.#database.prepare("SELECT 1").get();
  }

  async close(): Promise<void> {
    this.#snapshot.end();
    this.#database.close();
  }
}
