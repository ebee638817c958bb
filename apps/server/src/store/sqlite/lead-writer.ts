import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { LeadRecord } from "../../leads/lead-record.ts";
import { idHash } from "../id-hash.ts";
import { instantBytes, keyBytes, keyFrom, keyOf, type LeadKey } from "../order/lead-key.ts";
import type { OrderSizes } from "../order/outline.ts";
import type { AddOutcome } from "../store.ts";
import { prepareArrays } from "./order-rows.ts";
import { OrderWriter } from "./order-writer.ts";

/** A lead that is about to be stored. */
interface NewLead {
  readonly instant: string;
  readonly key: LeadKey;
  readonly hash: number;
  readonly json: string;
}

/** Adds and deletes leads inside a transaction: the rows, the index by id, and the order. */
export class LeadWriter {
  readonly #order: OrderWriter;
  readonly #instants: StatementSync;
  readonly #json: StatementSync;
  readonly #addId: StatementSync;
  readonly #addLead: StatementSync;
  readonly #deleteId: StatementSync;
  readonly #deleteLead: StatementSync;

  constructor(database: DatabaseSync, sizes: OrderSizes) {
    this.#order = new OrderWriter(database, sizes);
    this.#instants = prepareArrays(database, "SELECT instant FROM lead_ids WHERE chatbot = ? AND hash = ?");
    this.#json = prepareArrays(database, "SELECT json FROM leads WHERE chatbot = ? AND key = ?");
    this.#addId = database.prepare("INSERT INTO lead_ids (chatbot, hash, instant) VALUES (?, ?, ?)");
    this.#addLead = database.prepare("INSERT INTO leads (chatbot, key, json) VALUES (?, ?, ?)");
    this.#deleteId = database.prepare("DELETE FROM lead_ids WHERE chatbot = ? AND hash = ? AND instant = ?");
    this.#deleteLead = database.prepare("DELETE FROM leads WHERE chatbot = ? AND key = ?");
  }

  /** Adds leads; says for each, in order, what became of it. */
  add(chatbot: number, leads: readonly LeadRecord[]): AddOutcome[] {
    const added = new Map<string, NewLead>();
    const outcomes = leads.map((lead): AddOutcome => {
      const hash = idHash(lead.id);
      const there = added.get(lead.id)?.json ?? this.#find(chatbot, lead.id, hash)?.json;
      if (there !== undefined) return there === lead.json ? "known" : "conflict";
      const instant = instantBytes(lead.day, lead.microsecond);
      added.set(lead.id, { instant, key: keyOf(instant, lead.id), hash, json: lead.json });
      return "added";
    });
    this.#insert(chatbot, [...added.values()]);
    return outcomes;
  }

  /** Each table in the order of its key: neighbours share pages. */
  #insert(chatbot: number, leads: NewLead[]): void {
    leads.sort((one, other) => one.hash - other.hash);
    for (const { hash, instant } of leads) this.#addId.run(chatbot, hash, keyBytes(instant));
    leads.sort((one, other) => (one.key < other.key ? -1 : 1));
    for (const { key, json } of leads) this.#addLead.run(chatbot, keyBytes(key), json);
    this.#order.added(
      chatbot,
      leads.map(({ key }) => key),
    );
  }

  /** Deletes leads by their ids; ids that nobody has are passed over. @returns how many were deleted. */
  delete(chatbot: number, ids: readonly string[]): number {
    let deleted = 0;
    for (const id of ids) {
      const hash = idHash(id);
      const lead = this.#find(chatbot, id, hash);
      if (!lead) continue;
      this.#deleteId.run(chatbot, hash, keyBytes(lead.instant));
      this.#deleteLead.run(chatbot, keyBytes(lead.key));
      this.#order.removed(chatbot, lead.key);
      deleted += 1;
    }
    return deleted;
  }

  /** The lead of this id. Several ids may share a hash; only one of them makes a key that is there. */
  #find(chatbot: number, id: string, hash: number): NewLead | undefined {
    for (const [bytes] of this.#instants.all(chatbot, hash) as unknown as [Uint8Array][]) {
      const instant = keyFrom(bytes);
      const key = keyOf(instant, id);
      const [json] = (this.#json.get(chatbot, keyBytes(key)) ?? []) as unknown as [string?];
      if (json !== undefined) return { instant, key, hash, json };
    }
    return undefined;
  }

  /** Brings the order up to date. To be called before the commit. */
  finish(): void {
    this.#order.write();
  }
}
