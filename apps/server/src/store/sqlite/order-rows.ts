import type { DatabaseSync, StatementSync } from "node:sqlite";
import { endOfLeads, keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import type { Run, Section } from "../order/outline.ts";

/** A statement whose rows come as arrays: making an object of each costs more than reading it. */
export function prepareArrays(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

/** Reads the tables of the order: `lead_sections` and `lead_blocks`. */
export class OrderRows {
  readonly #sections: StatementSync;
  readonly #blocks: StatementSync;

  constructor(database: DatabaseSync) {
    this.#sections = prepareArrays(
      database,
      "SELECT first, leads, version FROM lead_sections WHERE chatbot = ? ORDER BY first",
    );
    this.#blocks = prepareArrays(
      database,
      "SELECT first, leads FROM lead_blocks WHERE chatbot = ? AND first >= ? AND first < ? ORDER BY first",
    );
  }

  /** All sections of a chatbot, in order. */
  sections(chatbot: number): Section[] {
    const rows = this.#sections.all(chatbot) as unknown as [Uint8Array, number, number][];
    return rows.map(([first, leads, version]) => ({ first: keyFrom(first), leads, version }));
  }

  /** The blocks of the section that begins at `first` and ends before `next`, in order. */
  blocks(chatbot: number, first: LeadKey, next: LeadKey = endOfLeads): Run[] {
    const rows = this.#blocks.all(chatbot, keyBytes(first), keyBytes(next)) as unknown as [Uint8Array, number][];
    return rows.map(([start, leads]) => ({ first: keyFrom(start), leads }));
  }
}
