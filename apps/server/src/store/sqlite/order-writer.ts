import type { DatabaseSync, StatementSync } from "node:sqlite";
import { keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import { type BlockEdit, OrderEdit, type SectionEdit } from "../order/order-edit.ts";
import type { OrderSizes } from "../order/outline.ts";
import { OrderRows, prepareArrays } from "./order-rows.ts";

/** Keeps the order of the leads in step with what a transaction adds and removes; writes it once, before the commit. */
export class OrderWriter {
  readonly #database: DatabaseSync;
  readonly #sizes: OrderSizes;
  readonly #rows: OrderRows;
  readonly #keyAfter: StatementSync;
  readonly #edits = new Map<number, OrderEdit>();

  constructor(database: DatabaseSync, sizes: OrderSizes) {
    this.#database = database;
    this.#sizes = sizes;
    this.#rows = new OrderRows(database);
    this.#keyAfter = prepareArrays(
      database,
      // `+ 0`: SQLite prepares a statement again for each new value of a bare parameter of LIMIT.
      "SELECT key FROM leads WHERE chatbot = ? AND key >= ? ORDER BY key LIMIT 1 OFFSET ? + 0",
    );
  }

  /** Counts leads that have been inserted. @param keys in order. */
  added(chatbot: number, keys: readonly LeadKey[]): void {
    const edit = this.#edit(chatbot);
    const full = new Set<BlockEdit>();
    for (const key of keys) {
      const block = edit.add(this.#sectionOf(chatbot, edit, key), key);
      if (block) full.add(block);
    }
    for (const block of full) edit.cut(block, (from, skip) => this.#find(chatbot, from, skip));
  }

  /** Counts a lead that has been deleted. */
  removed(chatbot: number, key: LeadKey): void {
    const edit = this.#edit(chatbot);
    edit.remove(this.#sectionOf(chatbot, edit, key), key);
  }

  #edit(chatbot: number): OrderEdit {
    const known = this.#edits.get(chatbot);
    if (known) return known;
    const edit = new OrderEdit(this.#rows.sections(chatbot), this.#sizes);
    this.#edits.set(chatbot, edit);
    return edit;
  }

  #sectionOf(chatbot: number, edit: OrderEdit, key: LeadKey): SectionEdit {
    const section = edit.sectionOf(key);
    if (!section.blocks) edit.load(section, this.#rows.blocks(chatbot, section.first, section.next));
    return section;
  }

  #find(chatbot: number, from: LeadKey, skip: number): LeadKey {
    const [key] = this.#keyAfter.get(chatbot, keyBytes(from), skip) as unknown as [Uint8Array];
    return keyFrom(key);
  }

  /** Writes all that has changed. */
  write(): void {
    for (const [chatbot, edit] of this.#edits) this.#write(chatbot, edit);
    this.#edits.clear();
  }

  #write(chatbot: number, edit: OrderEdit): void {
    const { sections, blocks, goneSections, goneBlocks } = edit.changes();
    const bump = prepareArrays(
      this.#database,
      "UPDATE chatbots SET version = version + 1 WHERE number = ? RETURNING version",
    );
    const [version] = bump.get(chatbot) as unknown as [number];
    const run = (sql: string, keys: readonly LeadKey[]): void => {
      const statement = this.#database.prepare(sql);
      for (const key of keys) statement.run(chatbot, keyBytes(key));
    };
    run("DELETE FROM lead_sections WHERE chatbot = ? AND first = ?", goneSections);
    run("DELETE FROM lead_blocks WHERE chatbot = ? AND first = ?", goneBlocks);
    const section = this.#database.prepare(
      "INSERT OR REPLACE INTO lead_sections (chatbot, first, leads, version) VALUES (?, ?, ?, ?)",
    );
    for (const { first, leads } of sections) section.run(chatbot, keyBytes(first), leads, version);
    const block = this.#database.prepare("INSERT OR REPLACE INTO lead_blocks (chatbot, first, leads) VALUES (?, ?, ?)");
    for (const { first, leads } of blocks) block.run(chatbot, keyBytes(first), leads);
  }
}
