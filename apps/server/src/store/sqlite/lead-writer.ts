import type { DatabaseSync } from "node:sqlite";
import type { LeadRecord } from "../../leads/lead-record.ts";
import { idHash } from "../id-hash.ts";
import type { AddOutcome } from "../store.ts";
import { type LeadRow, leadRow } from "./lead-row.ts";
import { LeadTables } from "./lead-tables.ts";
import { OrderWriter } from "./order-writer.ts";
import { SeenHashes } from "./seen-hashes.ts";
import type { SqliteSizes } from "./sizes.ts";
import { StagedLeads } from "./staged-leads.ts";

/** Adds and deletes leads of one chatbot inside a transaction: the rows, the index by id, and the order. */
export class LeadWriter {
  readonly #database: DatabaseSync;
  readonly #chatbot: number;
  readonly #sizes: SqliteSizes;
  readonly #tables: LeadTables;
  readonly #order: OrderWriter;
  /** Whether the tables hold leads of the chatbot. */
  #stored: boolean;
  /** Leads that are in no table yet. */
  #waiting: LeadRow[] = [];
  #waitingCharacters = 0;
  /** Of what was added: most leads are new, and need not be looked for. */
  readonly #seen = new SeenHashes();
  #staged: StagedLeads | undefined;

  constructor(database: DatabaseSync, chatbot: number, sizes: SqliteSizes) {
    this.#database = database;
    this.#chatbot = chatbot;
    this.#sizes = sizes;
    this.#tables = new LeadTables(database);
    this.#order = new OrderWriter(database, chatbot, sizes);
    this.#stored = database.prepare("SELECT 1 FROM lead_ids WHERE chatbot = ? LIMIT 1").get(chatbot) !== undefined;
  }

  /** Adds leads; says for each, in order, what became of it. */
  add(leads: readonly LeadRecord[]): AddOutcome[] {
    return leads.map((lead): AddOutcome => {
      const there = this.#find(lead);
      if (there !== undefined) return there === lead.json ? "known" : "conflict";
      this.#seen.add(lead.hash);
      this.#waiting.push(leadRow(lead));
      this.#waitingCharacters += lead.json.length;
      if (this.#waiting.length >= this.#sizes.run || this.#waitingCharacters >= this.#sizes.runCharacters)
        this.#makeRoom();
      return "added";
    });
  }

  /** The JSON text of the lead that has this one's id, wherever it is. */
  #find({ id, hash }: LeadRecord): string | undefined {
    const added = this.#seen.has(hash) ? this.#findAdded(id, hash) : undefined;
    if (added !== undefined || !this.#stored) return added;
    return this.#tables.find(this.#chatbot, id, hash)?.json;
  }

  #findAdded(id: string, hash: number): string | undefined {
    const waiting = this.#waiting.find((lead) => lead.hash === hash && lead.id === id);
    return waiting?.json ?? this.#staged?.find(id, hash);
  }

  #takeWaiting(): LeadRow[] {
    const leads = this.#waiting;
    this.#waiting = [];
    this.#waitingCharacters = 0;
    return leads;
  }

  /** Makes room in memory. */
  #makeRoom(): void {
    if (this.#database.location() === null) return this.#insertWaiting();
    this.#staged ??= new StagedLeads(this.#database, this.#chatbot);
    const leads = this.#takeWaiting();
    this.#staged.add(leads);
    this.#order.added(leads);
  }

  #insertWaiting(): void {
    const leads = this.#takeWaiting();
    this.#tables.insert(this.#chatbot, leads);
    this.#order.added(leads);
    this.#stored = true;
  }

  /** Brings what was added into the tables, step by step. Yields the share that is done, 0 to 1. */
  *settle(): Generator<number> {
    if (this.#staged) {
      this.#makeRoom();
      yield* this.#staged.move();
      this.#staged = undefined;
      this.#stored = true;
    }
    this.#insertWaiting();
    this.#order.cut();
  }

  /** Deletes leads by their ids; ids that nobody has are passed over. @returns how many were deleted. */
  delete(ids: readonly string[]): number {
    // No generator is asked for more than its end here: a transaction that deletes is not a large import.
    Array.from(this.settle());
    let deleted = 0;
    for (const id of ids) {
      const lead = this.#tables.find(this.#chatbot, id, idHash(id));
      if (!lead) continue;
      this.#tables.delete(this.#chatbot, lead);
      this.#order.removed(lead.key);
      deleted += 1;
    }
    return deleted;
  }

  /** Writes the order. To be called when all is settled, before the commit. */
  finish(): void {
    this.#order.write();
  }
}
