import type { DatabaseSync, StatementSync } from "node:sqlite";
import { idHashes } from "../id-hash.ts";
import { endOfLeads, keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import { BulkInsert } from "./bulk-insert.ts";
import { byHash, byKey, entriesOf, keyOfEntry, type LeadRow } from "./lead-row.ts";
import { prepareArrays } from "./order-rows.ts";

/**
 * In temporary tables, which SQLite keeps in files of its own and removes however the process ends. No journal: they are
 * worth nothing without the transaction.
 */
const schema = `
  PRAGMA temp.journal_mode = OFF;
  CREATE TEMP TABLE IF NOT EXISTS staged_leads (
    chatbot INTEGER, run INTEGER, key BLOB, json TEXT, PRIMARY KEY (chatbot, run, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TEMP TABLE IF NOT EXISTS staged_ids (
    chatbot INTEGER, run INTEGER, entry BLOB, PRIMARY KEY (chatbot, run, entry)
  ) STRICT, WITHOUT ROWID;
`;

/** Characters of JSON between two marks, and leads that are moved in one statement, about: some ten milliseconds. */
const markEvery = 131_072;
const marksInStep = 12;
const leadsInStep = 16_000;
/** A step looks into every run: of many runs, it moves more, up to a tenth of a second. */
const [runsOfMark, leadsOfRun] = [40, 40];

/**
 * Leads of one chatbot that wait for the end of a large import. Written one by one into tables that are larger than memory,
 * leads in no order would have each page of them read and written again and again. Here they are written as sorted runs, and
 * moved at the end in the order of the tables, each page of which is written once.
 */
export class StagedLeads {
  readonly #chatbot: number;
  readonly #marks: LeadKey[] = [];
  readonly #addLead: BulkInsert;
  readonly #addId: BulkInsert;
  readonly #entries: StatementSync;
  readonly #json: StatementSync;
  readonly #moveLeads: StatementSync;
  readonly #moveIds: StatementSync;
  #run = 0;
  #leads = 0;

  constructor(database: DatabaseSync, chatbot: number) {
    this.#chatbot = chatbot;
    database.exec(schema);
    // Of an earlier move in the same transaction.
    for (const table of ["staged_leads", "staged_ids"])
      database.prepare(`DELETE FROM ${table} WHERE chatbot = ?`).run(chatbot);
    const runs = "chatbot = ?1 AND run IN (SELECT value FROM json_each(?2))";
    this.#addLead = new BulkInsert(database, "staged_leads (chatbot, run, key, json)", 4);
    this.#addId = new BulkInsert(database, "staged_ids (chatbot, run, entry)", 3);
    const entries = `staged_ids WHERE ${runs} AND entry >= ?3 AND entry < ?4`;
    this.#entries = prepareArrays(database, `SELECT run, entry FROM ${entries}`);
    this.#json = prepareArrays(database, "SELECT json FROM staged_leads WHERE chatbot = ? AND run = ? AND key = ?");
    this.#moveLeads = database.prepare(
      `INSERT OR FAIL INTO leads (chatbot, key, json)
       SELECT chatbot, key, json FROM staged_leads WHERE ${runs} AND key >= ?3 AND key < ?4 ORDER BY key`,
    );
    this.#moveIds = database.prepare(
      `INSERT OR FAIL INTO lead_ids (chatbot, entry) SELECT chatbot, entry FROM ${entries} ORDER BY entry`,
    );
  }

  /** Writes a sorted run. Leaves the leads sorted by key. */
  add(leads: LeadRow[]): void {
    leads.sort(byHash);
    for (const { entry } of leads) this.#addId.add(this.#chatbot, this.#run, keyBytes(entry));
    this.#addId.flush();
    leads.sort(byKey);
    let characters = 0;
    for (const { key, json } of leads) {
      this.#addLead.add(this.#chatbot, this.#run, keyBytes(key), json);
      characters += json.length;
      if (characters < markEvery) continue;
      this.#marks.push(key);
      characters = 0;
    }
    this.#addLead.flush();
    this.#run += 1;
    this.#leads += leads.length;
  }

  /** The staged lead of an id. */
  find(id: string, hash: number): string | undefined {
    const range = [keyBytes(entriesOf(hash)), keyBytes(entriesOf(hash + 1))] as const;
    const rows = this.#entries.all(this.#chatbot, this.#runs(), ...range) as unknown as [number, Uint8Array][];
    for (const [run, bytes] of rows) {
      const key = keyOfEntry(keyFrom(bytes), id);
      const [json] = (this.#json.get(this.#chatbot, run, keyBytes(key)) ?? []) as unknown as [string?];
      if (json !== undefined) return json;
    }
    return undefined;
  }

  #runs(): string {
    return JSON.stringify([...Array(this.#run).keys()]);
  }

  /** Moves the leads to their tables, step by step. Yields the share that has been moved, 0 to 1. */
  *move(): Generator<number> {
    const runs = this.#runs();
    const marks = Math.max(marksInStep, Math.ceil(this.#run / runsOfMark));
    const edges = this.#marks.toSorted().filter((_, index) => index % marks === marks - 1);
    const idSteps = Math.ceil(this.#leads / Math.max(leadsInStep, this.#run * leadsOfRun));
    const steps = edges.length + 1 + idSteps;
    for (const [index, to] of [...edges, endOfLeads].entries()) {
      this.#moveLeads.run(this.#chatbot, runs, keyBytes(edges[index - 1] ?? ""), keyBytes(to));
      yield (index + 1) / steps;
    }
    for (let step = 0; step < idSteps; step += 1) {
      const [from = "", to = ""] = [step, step + 1].map((edge) => entriesOf(Math.floor((idHashes / idSteps) * edge)));
      this.#moveIds.run(this.#chatbot, runs, keyBytes(from), keyBytes(to));
      yield (edges.length + 2 + step) / steps;
    }
  }
}
