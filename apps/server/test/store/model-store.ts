import type { Lead } from "@chatbase-kit/contract/operations";
import { type JsonBytes, jsonBytes } from "../../src/json-text.ts";
import type { LeadRecord } from "../../src/leads/lead-record.ts";
import type {
  Account,
  AddOutcome,
  ApiKey,
  ApiKeySummary,
  Chatbot,
  ChatbotSummary,
  KeyUses,
  PageQuery,
  Store,
  StoreTransaction,
} from "../../src/store/store.ts";

/** Everything that a model store holds; a transaction works on a copy. */
interface Contents {
  accounts: Account[];
  keys: ApiKeySummary[];
  chatbots: Chatbot[];
  leads: { chatbotId: string; lead: LeadRecord }[];
}

function copy({ accounts, keys, chatbots, leads }: Contents): Contents {
  return { accounts: [...accounts], keys: [...keys], chatbots: [...chatbots], leads: [...leads] };
}

/** The bytes by which ids are told apart and ordered: UTF-8, which has U+FFFD for half a surrogate pair. */
function bytesOf({ id }: LeadRecord): Buffer {
  return Buffer.from(id);
}

/** Newest first, ties by the bytes of the id. */
function compare(a: LeadRecord, b: LeadRecord): number {
  return b.day - a.day || b.microsecond - a.microsecond || Buffer.compare(bytesOf(a), bytesOf(b));
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function byAccountAndAge(a: ApiKeySummary, b: ApiKeySummary): number {
  if (a.accountId !== b.accountId) return a.accountId < b.accountId ? -1 : 1;
  return (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.hash < b.hash ? -1 : 1);
}

/** What a store is, in the plainest way: lists, filtered and sorted for each question. The others are held against it. */
export class ModelStore implements Store {
  #contents: Contents = { accounts: [], keys: [], chatbots: [], leads: [] };
  /** Ends when the last transaction that has begun ends: writers take turns. */
  #turn: Promise<void> = Promise.resolve();

  async findAccountId(keyHash: string): Promise<string | undefined> {
    const key = this.#contents.keys.find(({ hash }) => hash === keyHash);
    const isValid = key?.revokedAt === undefined && (key?.expiresAt ?? Infinity) > Date.now();
    return isValid ? key?.accountId : undefined;
  }

  async listAccounts(): Promise<Account[]> {
    return this.#contents.accounts.toSorted(byId);
  }

  async listKeys(): Promise<ApiKeySummary[]> {
    return this.#contents.keys.toSorted(byAccountAndAge);
  }

  async recordKeyUses(uses: KeyUses): Promise<boolean> {
    this.#contents.keys = this.#contents.keys.map((key) => {
      const times = [key.lastUsedAt ?? -Infinity, uses.get(key.hash) ?? -Infinity];
      const lastUsedAt = Math.max(...times);
      return Number.isFinite(lastUsedAt) ? { ...key, lastUsedAt } : key;
    });
    return true;
  }

  async findChatbot(chatbotId: string): Promise<Chatbot | undefined> {
    return this.#contents.chatbots.find(({ id }) => id === chatbotId);
  }

  async listChatbots(): Promise<ChatbotSummary[]> {
    const { chatbots, leads } = this.#contents;
    return chatbots.map((each) => ({
      ...each,
      leads: leads.filter(({ chatbotId }) => chatbotId === each.id).length,
    }));
  }

  async readPage({ chatbotId, accountId, ...query }: PageQuery): Promise<JsonBytes<Lead[]> | undefined> {
    if ((await this.findChatbot(chatbotId))?.accountId !== accountId) return undefined;
    const { firstDay, lastDay, page, size } = query;
    const texts = this.#contents.leads
      .filter((each) => each.chatbotId === chatbotId)
      .map(({ lead }) => lead)
      .filter(({ day }) => day >= (firstDay ?? day) && day <= (lastDay ?? day))
      .toSorted(compare)
      .slice((page - 1) * size, page * size)
      .map(({ json }) => json);
    return jsonBytes(Buffer.from(`[${texts.join(",")}]`));
  }

  async begin(): Promise<StoreTransaction> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    return new ModelTransaction(copy(this.#contents), (contents) => {
      if (contents) this.#contents = contents;
      resolve();
    });
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

class ModelTransaction implements StoreTransaction {
  readonly #contents: Contents;
  readonly #end: (contents?: Contents) => void;

  constructor(contents: Contents, end: (contents?: Contents) => void) {
    this.#contents = contents;
    this.#end = end;
  }

  async isEmpty(): Promise<boolean> {
    return this.#contents.accounts.length === 0;
  }

  async addAccount(account: Account): Promise<void> {
    this.#contents.accounts.push(account);
  }

  async addChatbot(chatbot: Chatbot): Promise<void> {
    this.#contents.chatbots.push(chatbot);
  }

  async addKey({ hash, accountId, name = "", expiresAt }: ApiKey): Promise<void> {
    const isNew = { createdAt: Date.now(), revokedAt: undefined, lastUsedAt: undefined };
    this.#contents.keys.push({ hash, accountId, name, expiresAt, ...isNew });
  }

  async revokeKey(keyHash: string): Promise<boolean> {
    const index = this.#contents.keys.findIndex(({ hash }) => hash === keyHash);
    const key = this.#contents.keys[index];
    if (key === undefined) return false;
    this.#contents.keys[index] = { ...key, revokedAt: key.revokedAt ?? Date.now() };
    return true;
  }

  async addLeads(chatbotId: string, leads: readonly LeadRecord[]): Promise<AddOutcome[]> {
    if (!this.#contents.chatbots.some(({ id }) => id === chatbotId))
      throw new Error(`There is no chatbot ${chatbotId}.`);
    return leads.map((lead) => {
      const known = this.#contents.leads.find(
        (each) => each.chatbotId === chatbotId && bytesOf(each.lead).equals(bytesOf(lead)),
      );
      if (known) return known.lead.json === lead.json ? "known" : "conflict";
      this.#contents.leads.push({ chatbotId, lead });
      return "added";
    });
  }

  async deleteLeads(chatbotId: string, ids: readonly string[]): Promise<number> {
    const gone = ids.map((id) => Buffer.from(id).toString("hex"));
    const kept = this.#contents.leads.filter(
      (each) => each.chatbotId !== chatbotId || !gone.includes(bytesOf(each.lead).toString("hex")),
    );
    const deleted = this.#contents.leads.length - kept.length;
    this.#contents.leads = kept;
    return deleted;
  }

  async commit(): Promise<void> {
    this.#end(this.#contents);
  }

  async rollback(): Promise<void> {
    this.#end();
  }
}
