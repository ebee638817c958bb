import type { DatabaseSync, StatementSync } from "node:sqlite";
import { keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import { BulkInsert } from "./bulk-insert.ts";
import { byHash, byKey, entriesOf, keyOfEntry, type LeadRow } from "./lead-row.ts";
import { prepareArrays } from "./order-rows.ts";

/** A lead that is stored. */
export interface StoredLead extends Pick<LeadRow, "key" | "entry" | "json"> {}

/** The tables of leads, `leads` and `lead_ids`, as a transaction reads and changes them. */
export class LeadTables {
  readonly #entries: StatementSync;
  readonly #json: StatementSync;
  readonly #addId: BulkInsert;
  readonly #addLead: BulkInsert;
  readonly #deleteId: StatementSync;
  readonly #deleteLead: StatementSync;

  constructor(database: DatabaseSync) {
    this.#entries = prepareArrays(
      database,
      "SELECT entry FROM lead_ids WHERE chatbot = ? AND entry >= ? AND entry < ?",
    );
    this.#json = prepareArrays(database, "SELECT json FROM leads WHERE chatbot = ? AND key = ?");
    this.#addId = new BulkInsert(database, "lead_ids (chatbot, entry)", 2);
    this.#addLead = new BulkInsert(database, "leads (chatbot, key, json)", 3);
    this.#deleteId = database.prepare("DELETE FROM lead_ids WHERE chatbot = ? AND entry = ?");
    this.#deleteLead = database.prepare("DELETE FROM leads WHERE chatbot = ? AND key = ?");
  }

  /** The lead of an id. Several ids may share a hash; only one of them makes a key that is there. */
  find(chatbot: number, id: string, hash: number): StoredLead | undefined {
    const range = [keyBytes(entriesOf(hash)), keyBytes(entriesOf(hash + 1))] as const;
    for (const [bytes] of this.#entries.all(chatbot, ...range) as unknown as [Uint8Array][]) {
      const entry = keyFrom(bytes);
      const key = keyOfEntry(entry, id);
      const json = this.#jsonOf(chatbot, key);
      if (json !== undefined) return { key, entry, json };
    }
    return undefined;
  }

  #jsonOf(chatbot: number, key: LeadKey): string | undefined {
    const row = this.#json.get(chatbot, keyBytes(key)) as unknown as [string] | undefined;
    return row?.[0];
  }

  /** Inserts leads into each table in the order of its key: neighbours share pages. Leaves them sorted by key. */
  insert(chatbot: number, leads: LeadRow[]): void {
    leads.sort(byHash);
    for (const { entry } of leads) this.#addId.add(chatbot, keyBytes(entry));
    this.#addId.flush();
    leads.sort(byKey);
    for (const { key, json } of leads) this.#addLead.add(chatbot, keyBytes(key), json);
    this.#addLead.flush();
  }

  delete(chatbot: number, { key, entry }: StoredLead): void {
    this.#deleteId.run(chatbot, keyBytes(entry));
    this.#deleteLead.run(chatbot, keyBytes(key));
  }
}
