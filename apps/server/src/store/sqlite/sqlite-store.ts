import { resolve } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Lead } from "@chatbase-kit/contract/operations";
import type { Clock } from "../../clock.ts";
import type { JsonBytes } from "../../json-text.ts";
import type {
  Account,
  ApiKeySummary,
  Chatbot,
  ChatbotSummary,
  KeyUses,
  PageQuery,
  Store,
  StoreTransaction,
} from "../store.ts";
import { closeDatabase, connect, openDatabase } from "./database.ts";
import { explainWrite } from "./failures.ts";
import { FileSnapshots } from "./file-snapshots.ts";
import { realPath } from "./held-files.ts";
import { recordKeyUses } from "./key-uses.ts";
import { Keys } from "./keys.ts";
import { MemorySnapshots } from "./memory-snapshots.ts";
import { Pages } from "./pages.ts";
import { sealDatabase } from "./seal.ts";
import { type SqliteSizes, sqliteSizes } from "./sizes.ts";
import { Snapshot } from "./snapshot.ts";
import { SqliteTransaction } from "./transaction.ts";
import { Turns } from "./turns.ts";

/** The writers of this process, by the database that they write to. */
const writers = new Turns();

/** Files up to this many bytes are sealed after each write, in milliseconds; larger ones when they are closed. */
const sealedAtOnce = 16 * 2 ** 20;

/** The store in one SQLite file, or in memory. */
export class SqliteStore implements Store {
  readonly snapshots: FileSnapshots | MemorySnapshots;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #sizes: SqliteSizes;
  readonly #snapshot: Snapshot;
  readonly #pages: Pages;
  readonly #keys: Keys;
  readonly #findChatbot: StatementSync;

  /**
   * @param path the database file, created when missing; `:memory:` for a database that ends with the process.
   * @param sizes how much of what is held together; small ones for tests.
   * @throws {StoreError} if it cannot be opened, is damaged, or is not ours.
   */
  constructor(path: string, sizes: SqliteSizes = sqliteSizes) {
    this.#path = path === ":memory:" ? path : realPath(path);
    this.#sizes = sizes;
    this.#database = openDatabase(this.#path);
    this.#snapshot = new Snapshot(this.#database);
    this.#pages = new Pages(this.#database, this.#snapshot);
    this.#keys = new Keys(this.#database);
    const enter = (): Promise<() => void> => this.#enter();
    this.snapshots =
      path === ":memory:" ? new MemorySnapshots(this.#database, enter) : new FileSnapshots(this.#path, enter);
    this.#findChatbot = this.#database.prepare("SELECT id, account_id, name FROM chatbots WHERE id = ?");
  }

  findAccountId(keyHash: string, clock?: Clock): string | undefined {
    return this.#keys.accountId(this.#snapshot.enter(), keyHash, clock);
  }

  async listAccounts(): Promise<Account[]> {
    const rows = this.#database.prepare("SELECT id, name FROM accounts ORDER BY id").all();
    return rows.map((row) => ({ ...row }) as unknown as Account);
  }

  async listKeys(): Promise<ApiKeySummary[]> {
    return this.#keys.list();
  }

  async recordKeyUses(uses: KeyUses): Promise<boolean> {
    return recordKeyUses(this.#path === ":memory:" ? this.#database : this.#path, uses);
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

  /** Waits for the turn to write: SQLite has one writer, and waits for another process by blocking this one. */
  #enter(): Promise<() => void> {
    return writers.enter(this.#path === ":memory:" ? this : resolve(this.#path));
  }

  async begin(): Promise<StoreTransaction> {
    const release = await this.#enter();
    try {
      return this.#transaction(release);
    } catch (error) {
      release();
      throw explainWrite(error);
    }
  }

  #transaction(release: () => void): StoreTransaction {
    // A database in memory has one connection only; there, a reader in the same process sees what is not yet committed.
    if (this.#path === ":memory:") return new SqliteTransaction(this.#database, this.#path, this.#sizes, release);
    const connection = connect(this.#path);
    try {
      return new SqliteTransaction(connection, this.#path, this.#sizes, () => {
        sealDatabase(connection, this.#path, sealedAtOnce);
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
    if (this.snapshots instanceof MemorySnapshots) this.snapshots.close();
    closeDatabase(this.#database, this.#path);
  }
}
