import type { Lead } from "@chatbase-kit/contract/operations";
import type { JsonBytes } from "../../json-text.ts";
import { type OrderSizes, orderSizes } from "../order/outline.ts";
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
import type { Connections } from "./connections.ts";
import { Pages } from "./pages.ts";
import { listAccounts, noteUses, readKeys } from "./keys.ts";
import { findAccount, findChatbot, ping } from "./statements.ts";
import { PostgresTransaction } from "./transaction.ts";

/** For whoever starts or imports; no request lists them. */
const listChatbots = {
  name: "list_chatbots",
  text: `SELECT id, account_id, name,
           (SELECT coalesce(sum(leads), 0) FROM lead_sections WHERE chatbot_id = id) FROM chatbots ORDER BY ordinal`,
};

/** The store in a Postgres database that any number of processes share. */
export class PostgresStore implements Store {
  readonly #connections: Connections;
  readonly #sizes: OrderSizes;
  readonly #pages: Pages;

  /**
   * @param connections to a database whose schema is up to date; closed with the store.
   * @param sizes of the runs that are counted; small ones for tests.
   */
  constructor(connections: Connections, sizes: OrderSizes = orderSizes) {
    this.#connections = connections;
    this.#sizes = sizes;
    this.#pages = new Pages(connections);
  }

  async findAccountId(keyHash: string): Promise<string | undefined> {
    const [row] = await this.#connections.read<[accountId: string]>(findAccount, [keyHash, Date.now()]);
    return row?.[0];
  }

  async listAccounts(): Promise<Account[]> {
    const rows = await this.#connections.read<[id: string, name: string]>(listAccounts, []);
    return rows.map(([id, name]) => ({ id, name }));
  }

  async listKeys(): Promise<ApiKeySummary[]> {
    return await readKeys(this.#connections);
  }

  async recordKeyUses(uses: KeyUses): Promise<boolean> {
    await noteUses(this.#connections, uses);
    return true;
  }

  async findChatbot(chatbotId: string): Promise<Chatbot | undefined> {
    type Row = [id: string, accountId: string, name: string];
    const [row] = await this.#connections.read<Row>(findChatbot, [chatbotId]);
    return row && { id: row[0], accountId: row[1], name: row[2] };
  }

  async listChatbots(): Promise<ChatbotSummary[]> {
    type Row = [id: string, accountId: string, name: string, leads: string];
    const rows = await this.#connections.read<Row>(listChatbots, []);
    return rows.map(([id, accountId, name, leads]) => ({ id, accountId, name, leads: Number(leads) }));
  }

  async readPage(query: PageQuery): Promise<JsonBytes<Lead[]> | undefined> {
    return await this.#pages.read(query);
  }

  async begin(): Promise<StoreTransaction> {
    return await PostgresTransaction.begin(this.#connections, this.#sizes);
  }

  async ping(): Promise<void> {
    await this.#connections.read(ping, []);
  }

  async close(): Promise<void> {
    await this.#connections.close();
  }
}
