import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Lead } from "@chatbase-kit/contract/operations";
import { type JsonBytes, jsonBytes } from "../../json-text.ts";
import { endOfLeads, keyBytes, type LeadKey, startOfDay } from "../order/lead-key.ts";
import { OrderCache } from "../order/order-cache.ts";
import type { Outline, Place, Run, Section } from "../order/outline.ts";
import type { PageQuery } from "../store.ts";
import { KnownRows } from "./known-rows.ts";
import { OrderRows, prepareArrays } from "./order-rows.ts";
import type { Snapshot } from "./snapshot.ts";

/** Number, version and account. */
type KnownChatbot = readonly [number, number, string];

const noLeads = "[]" as JsonBytes<Lead[]>;
/** The edges of most pages. */
const [firstKey, lastKey] = [keyBytes(""), keyBytes(endOfLeads)];

/** Reads pages in the order of the leads' key: newest first, ties by id. */
export class Pages {
  readonly #snapshot: Snapshot;
  readonly #rows: OrderRows;
  readonly #cache = new OrderCache();
  readonly #chatbots: KnownRows<KnownChatbot>;
  readonly #leads: StatementSync;
  readonly #count: StatementSync;

  constructor(database: DatabaseSync, snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#rows = new OrderRows(database);
    const chatbot = prepareArrays(database, "SELECT number, version, account_id FROM chatbots WHERE id = ?");
    this.#chatbots = new KnownRows((id) => chatbot.get(id) as unknown as KnownChatbot | undefined);
    this.#leads = prepareArrays(
      database,
      // group_concat takes the rows as the inner SELECT orders them; tests compare pages with a plain sort. As bytes, because
      // they leave as bytes. `+ 0`: SQLite prepares a statement again for each value of a bare parameter of LIMIT, which
      // costs more than the page.
      `SELECT CAST('[' || group_concat(json) || ']' AS BLOB) FROM (
         SELECT json FROM leads WHERE chatbot = ? AND key >= ? AND key < ? ORDER BY key LIMIT ? + 0 OFFSET ? + 0
       )`,
    );
    this.#count = prepareArrays(database, "SELECT count(*) FROM leads WHERE chatbot = ? AND key >= ? AND key < ?");
  }

  /** The leads of one page as a JSON array; undefined if the account has no such chatbot. */
  read(query: PageQuery): Promise<JsonBytes<Lead[]> | undefined> {
    return this.#snapshot.read(query.size, (state) => this.#readAt(state, query));
  }

  #readAt(
    state: number,
    { chatbotId, accountId, firstDay, lastDay, page, size }: PageQuery,
  ): JsonBytes<Lead[]> | undefined {
    const row = this.#chatbots.get(state, chatbotId);
    if (row?.[2] !== accountId) return undefined;
    const [chatbot, version] = row;
    const from = lastDay === undefined ? "" : startOfDay(lastDay);
    const to = firstDay === undefined ? endOfLeads : startOfDay(firstDay - 1);
    if (page === 1) return this.#read(chatbot, from, to, size, 0);
    const known = this.#cache.before(chatbot, version, from);
    const before = known ?? this.#cache.keepBefore(chatbot, version, from, this.#countBefore(chatbot, version, from));
    const position = before + (page - 1) * size;
    const block = this.#blockAt(chatbot, version, position);
    return block ? this.#read(chatbot, block.run.first, to, size, position - block.before) : noLeads;
  }

  #read(chatbot: number, from: LeadKey, to: LeadKey, size: number, skip: number): JsonBytes<Lead[]> {
    const first = from === "" ? firstKey : keyBytes(from);
    const end = to === endOfLeads ? lastKey : keyBytes(to);
    const [leads] = this.#leads.get(chatbot, first, end, size, skip) as unknown as [Uint8Array | null];
    return leads ? jsonBytes(leads) : noLeads;
  }

  /** How many leads stand before a key. */
  #countBefore(chatbot: number, version: number, key: LeadKey): number {
    const section = key === "" ? undefined : this.#sections(chatbot, version).of(key);
    if (!section) return 0;
    const block = this.#blocks(chatbot, section).of(key);
    if (!block) return section.before;
    const [within] = this.#count.get(chatbot, keyBytes(block.run.first), keyBytes(key)) as unknown as [number];
    return section.before + block.before + within;
  }

  /** The block that holds the lead at a position; its `before` counts from the newest lead. */
  #blockAt(chatbot: number, version: number, position: number): Place<Run> | undefined {
    const section = this.#sections(chatbot, version).at(position);
    if (!section) return undefined;
    const block = this.#blocks(chatbot, section).at(position - section.before);
    return block && { ...block, before: section.before + block.before };
  }

  #sections(chatbot: number, version: number): Outline<Section> {
    const kept = this.#cache.sections(chatbot, version);
    return kept ?? this.#cache.keepSections(chatbot, version, this.#rows.sections(chatbot));
  }

  #blocks(chatbot: number, { run, next }: Place<Section>): Outline<Run> {
    const kept = this.#cache.blocks(chatbot, run);
    return kept ?? this.#cache.keepBlocks(chatbot, run, this.#rows.blocks(chatbot, run.first, next));
  }
}
