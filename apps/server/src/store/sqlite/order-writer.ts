import type { DatabaseSync, StatementSync } from "node:sqlite";
import { keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import { type BlockEdit, OrderEdit, type SectionEdit } from "../order/order-edit.ts";
import type { OrderSizes } from "../order/outline.ts";
import { OrderRows, prepareArrays } from "./order-rows.ts";

/** Keeps the order of a chatbot's leads in step with what a transaction adds and removes; writes it once, before the commit. */
export class OrderWriter {
  readonly #database: DatabaseSync;
  readonly #chatbot: number;
  readonly #sizes: OrderSizes;
  readonly #rows: OrderRows;
  readonly #keyAfter: StatementSync;
  #edit: OrderEdit | undefined;
  /** Blocks that have to be cut. */
  readonly #full = new Set<BlockEdit>();

  constructor(database: DatabaseSync, chatbot: number, sizes: OrderSizes) {
    this.#database = database;
    this.#chatbot = chatbot;
    this.#sizes = sizes;
    this.#rows = new OrderRows(database);
    this.#keyAfter = prepareArrays(
      database,
      // `+ 0`: SQLite prepares a statement again for each new value of a bare parameter of LIMIT.
      "SELECT key FROM leads WHERE chatbot = ? AND key >= ? ORDER BY key LIMIT 1 OFFSET ? + 0",
    );
  }

  /** Counts leads that are added. */
  added(leads: readonly { readonly key: LeadKey }[]): void {
    if (leads.length === 0) return;
    const edit = this.#loaded();
    for (const { key } of leads) {
      const block = edit.add(this.#sectionOf(edit, key), key);
      if (block) this.#full.add(block);
    }
  }

  /** Cuts the blocks that have become too large. What was added has to be in the table. */
  cut(): void {
    for (const block of this.#full) {
      this.#loaded().cut(block, (from, skip) => {
        const [key] = this.#keyAfter.get(this.#chatbot, keyBytes(from), skip) as unknown as [Uint8Array];
        return keyFrom(key);
      });
    }
    this.#full.clear();
  }

  /** Counts a lead that has been deleted. */
  removed(key: LeadKey): void {
    const edit = this.#loaded();
    edit.remove(this.#sectionOf(edit, key), key);
  }

  #loaded(): OrderEdit {
    this.#edit ??= new OrderEdit(this.#rows.sections(this.#chatbot), this.#sizes);
    return this.#edit;
  }

  #sectionOf(edit: OrderEdit, key: LeadKey): SectionEdit {
    const section = edit.sectionOf(key);
    if (!section.blocks) edit.load(section, this.#rows.blocks(this.#chatbot, section.first, section.next));
    return section;
  }

  /** Writes what has changed, if anything has. */
  write(): void {
    if (!this.#edit) return;
    const chatbot = this.#chatbot;
    const { sections, blocks, goneSections, goneBlocks } = this.#edit.changes();
    const [version] = prepareArrays(
      this.#database,
      "UPDATE chatbots SET version = version + 1 WHERE number = ? RETURNING version",
    ).get(chatbot) as unknown as [number];
    this.#run("DELETE FROM lead_sections WHERE chatbot = ? AND first = ?", goneSections);
    this.#run("DELETE FROM lead_blocks WHERE chatbot = ? AND first = ?", goneBlocks);
    const section = this.#database.prepare(
      "INSERT OR REPLACE INTO lead_sections (chatbot, first, leads, version) VALUES (?, ?, ?, ?)",
    );
    for (const { first, leads } of sections) section.run(chatbot, keyBytes(first), leads, version);
    const block = this.#database.prepare("INSERT OR REPLACE INTO lead_blocks (chatbot, first, leads) VALUES (?, ?, ?)");
    for (const { first, leads } of blocks) block.run(chatbot, keyBytes(first), leads);
  }

  #run(sql: string, keys: readonly LeadKey[]): void {
    const statement = this.#database.prepare(sql);
    for (const key of keys) statement.run(this.#chatbot, keyBytes(key));
  }
}
