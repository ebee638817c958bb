/**
 * What the server needs from a database. Every implementation passes the same suite (test/store/store-suite.ts).
 *
 * All methods are asynchronous, because one day the database is on another machine. Every read of leads names the chatbot
 * first: it is the key by which the data can be spread.
 */
import type { Lead } from "@chatbase-kit/contract/operations";
import type { JsonBytes } from "../json-text.ts";
import type { LeadRecord } from "../leads/lead-record.ts";

/** Owner of chatbots and keys. */
export interface Account {
  readonly id: string;
  readonly name: string;
}

/** A chatbot and the account that owns it. */
export interface Chatbot {
  readonly id: string;
  readonly accountId: string;
  /** What people call it; shown at start, never sent by the API. */
  readonly name: string;
}

/** A chatbot with the number of its leads. */
export interface ChatbotSummary extends Chatbot {
  readonly leads: number;
}

/** An API key as it is stored: never the key, only its hash (docs/decisions/0005). */
export interface ApiKey {
  /** SHA-256 of the key, 64 hexadecimal digits. */
  readonly hash: string;
  readonly accountId: string;
  /** What people call it; never sent by the API. @default "" */
  readonly name?: string | undefined;
  /** From when on it is refused, in milliseconds since 1970. @default never */
  readonly expiresAt?: number | undefined;
}

/** What is known of a key. Instants are milliseconds since 1970. */
export interface ApiKeySummary extends ApiKey {
  readonly name: string;
  /** Undefined for a key that was there before this was noted. */
  readonly createdAt: number | undefined;
  readonly expiresAt: number | undefined;
  /** When it was revoked: it is refused since. */
  readonly revokedAt: number | undefined;
  /** When it was used last, give or take a minute; undefined if it never was. */
  readonly lastUsedAt: number | undefined;
}

/** That a key was used, by its hash: at this instant, in milliseconds since 1970. */
export type KeyUses = ReadonlyMap<string, number>;

/** One page of a chatbot's leads, newest first, ties by id. */
export interface PageQuery {
  readonly chatbotId: string;
  /** The account that asks: the chatbot has to be its own. */
  readonly accountId: string;
  /** First UTC day to include, counted from 1970-01-01. */
  readonly firstDay?: number | undefined;
  /** Last UTC day to include. */
  readonly lastDay?: number | undefined;
  /** 1 to 999,999,999. */
  readonly page: number;
  /** Leads on a page, at least 1. */
  readonly size: number;
}

/** What became of a lead: stored now, already there, or its id is taken by a lead with other content (not stored). */
export type AddOutcome = "added" | "known" | "conflict";

/** All of it or none: nothing is visible to a reader before `commit`, and a process that dies has written nothing. */
export interface StoreTransaction {
  /** Whether the store holds no account, that is, was never used. */
  isEmpty(): Promise<boolean>;
  addAccount(account: Account): Promise<void>;
  addChatbot(chatbot: Chatbot): Promise<void>;
  /** The key is valid from the commit on. */
  addKey(key: ApiKey): Promise<void>;
  /**
   * Revokes a key, for ever: from the commit on it is refused, by every process. One that was revoked before stays revoked
   * since then.
   *
   * @returns whether there is such a key.
   */
  revokeKey(keyHash: string): Promise<boolean>;
  /** Adds leads to a chatbot; says for each, in order, what became of it. */
  addLeads(chatbotId: string, leads: readonly LeadRecord[]): Promise<AddOutcome[]>;
  /** Deletes leads of a chatbot by their ids; ids that no lead has are passed over. @returns how many were deleted. */
  deleteLeads(chatbotId: string, ids: readonly string[]): Promise<number>;
  /**
   * Makes it durable: when this resolves, the leads survive a power cut.
   *
   * @param onProgress hears of the share of a large import that has been stored, 0 to 1; what it throws is thrown.
   */
  commit(onProgress?: (share: number) => void): Promise<void>;
  rollback(): Promise<void>;
}

/** The database behind the server. */
export interface Store {
  /**
   * The account that a key belongs to, by the hash of the key; undefined if it is unknown, revoked or expired. Without a promise if
   * it is at hand: every request asks.
   */
  findAccountId(keyHash: string): string | undefined | Promise<string | undefined>;
  /** All accounts, by their ids. */
  listAccounts(): Promise<Account[]>;
  /** All keys, those that are refused too, by account and age. */
  listKeys(): Promise<ApiKeySummary[]>;
  /**
   * Notes when keys were used last; an earlier instant than the noted one changes nothing. Not worth waiting for: it is not
   * made durable, and nothing is noted while somebody else writes.
   *
   * @returns whether it was noted.
   */
  recordKeyUses(uses: KeyUses): Promise<boolean>;
  findChatbot(chatbotId: string): Promise<Chatbot | undefined>;
  listChatbots(): Promise<ChatbotSummary[]>;
  /**
   * The leads of one page as a JSON array, empty beyond the end; any page at the price of page 1. Undefined if the account has
   * no such chatbot: nobody learns whether another has.
   */
  readPage(query: PageQuery): Promise<JsonBytes<Lead[]> | undefined>;
  begin(): Promise<StoreTransaction>;
  /** @throws if the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
