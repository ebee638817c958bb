import type { Lead } from "@chatbase-kit/contract/operations";
import type { JsonBytes } from "../json-text.ts";
import type {
  Account,
  ApiKeySummary,
  Chatbot,
  ChatbotSummary,
  KeyUses,
  PageQuery,
  Store,
  StoreTransaction,
} from "./store.ts";

/** A store that is opened by its first use, and again by the next if that fails. */
export class DeferredStore implements Store {
  readonly #open: () => Promise<Store>;
  #store: Promise<Store> | undefined;

  constructor(open: () => Promise<Store>) {
    this.#open = open;
  }

  #opened(): Promise<Store> {
    this.#store ??= this.#open().catch((error: unknown) => {
      this.#store = undefined;
      throw error;
    });
    return this.#store;
  }

  async findAccountId(keyHash: string): Promise<string | undefined> {
    return await (await this.#opened()).findAccountId(keyHash);
  }

  async listAccounts(): Promise<Account[]> {
    return await (await this.#opened()).listAccounts();
  }

  async listKeys(): Promise<ApiKeySummary[]> {
    return await (await this.#opened()).listKeys();
  }

  async recordKeyUses(uses: KeyUses): Promise<boolean> {
    return await (await this.#opened()).recordKeyUses(uses);
  }

  async findChatbot(chatbotId: string): Promise<Chatbot | undefined> {
    return await (await this.#opened()).findChatbot(chatbotId);
  }

  async listChatbots(): Promise<ChatbotSummary[]> {
    return await (await this.#opened()).listChatbots();
  }

  async readPage(query: PageQuery): Promise<JsonBytes<Lead[]> | undefined> {
    return await (await this.#opened()).readPage(query);
  }

  async begin(): Promise<StoreTransaction> {
    return await (await this.#opened()).begin();
  }

  async ping(): Promise<void> {
    await (await this.#opened()).ping();
  }

  /** Opens nothing. */
  async close(): Promise<void> {
    const store = await this.#store?.catch(() => undefined);
    await store?.close();
  }
}
