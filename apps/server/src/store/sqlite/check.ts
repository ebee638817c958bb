/** Looks at every byte that a database holds: what a start has no time for. */
import type { DatabaseSync } from "node:sqlite";
import { Lead as LeadSchema } from "@chatbase-kit/contract/schemas";
import { checkedLeadRecord } from "../../leads/lead-record.ts";
import { keyFrom } from "../order/lead-key.ts";
import type { Run } from "../order/outline.ts";
import { StoreError } from "../store-error.ts";
import type { OnShare } from "./backup.ts";
import { connect, explainOpen, isDamage, refuseMissing } from "./database.ts";
import { holdFile, releaseFile } from "./held-files.ts";
import { LeadTables } from "./lead-tables.ts";
import { refuseForeign } from "./migrations.ts";
import { OrderRows, prepareArrays } from "./order-rows.ts";
import { breakSeal, sealDatabase, stateOfSeal } from "./seal.ts";

/** What a check has found. Faults name chatbots and positions, never what a lead holds. */
export interface Findings {
  readonly leads: number;
  readonly faults: readonly string[];
}

/** Faults that are listed at most. */
const listed = 100;

/** Counts leads of one level of the order, and compares with what is written there. */
class Counter {
  readonly #runs: readonly Run[];
  #index = -1;
  #left = 0;
  #wrong = false;

  constructor(runs: readonly Run[]) {
    this.#runs = runs;
  }

  count(key: string): void {
    for (let next = this.#runs[this.#index + 1]; next && next.first <= key; next = this.#runs[this.#index + 1]) {
      this.#wrong ||= this.#left !== 0;
      this.#left = next.leads;
      this.#index += 1;
    }
    this.#left -= 1;
  }

  isRight(): boolean {
    return !this.#wrong && this.#left === 0 && this.#index === this.#runs.length - 1;
  }
}

class Check {
  readonly faults: string[] = [];
  leads = 0;
  readonly #database: DatabaseSync;
  readonly #tables: LeadTables;
  readonly #onShare: OnShare;
  readonly #total: number;

  constructor(database: DatabaseSync, onShare: OnShare) {
    this.#database = database;
    this.#tables = new LeadTables(database);
    this.#onShare = onShare;
    this.#total = Number(prepareArrays(database, "SELECT count(*) FROM leads").get()?.[0]);
  }

  #fault(text: string): void {
    if (this.faults.length < listed) this.faults.push(text);
  }

  structure(): void {
    for (const [text] of this.#rows(`PRAGMA integrity_check(${listed})`)) if (text !== "ok") this.#fault(String(text));
    for (const [table] of this.#rows("PRAGMA foreign_key_check"))
      this.#fault(`${String(table)}: a row without its owner`);
  }

  #rows(sql: string): unknown[][] {
    return prepareArrays(this.#database, sql).all() as unknown as unknown[][];
  }

  content(): void {
    for (const [number, id] of this.#rows("SELECT number, id FROM chatbots ORDER BY number") as [number, string][]) {
      this.#chatbot(number, id);
    }
  }

  #chatbot(number: number, id: string): void {
    const order = new OrderRows(this.#database);
    const [sections, blocks] = [new Counter(order.sections(number)), new Counter(order.blocks(number, ""))];
    const rows = prepareArrays(this.#database, "SELECT key, json FROM leads WHERE chatbot = ? ORDER BY key").iterate(
      number,
    );
    let position = 0;
    for (const [bytes, json] of rows as Iterable<unknown> as Iterable<[Uint8Array, string]>) {
      const key = keyFrom(bytes);
      position += 1;
      if (!this.#holds(number, key, json)) this.#fault(`chatbot ${id}: lead ${position} is not as it was stored`);
      sections.count(key);
      blocks.count(key);
      if (position % 10_000 === 0) this.#onShare((this.leads + position) / this.#total);
    }
    this.leads += position;
    if (!sections.isRight() || !blocks.isRight()) this.#fault(`chatbot ${id}: the counts of its leads are wrong`);
    const entries = prepareArrays(this.#database, "SELECT count(*) FROM lead_ids WHERE chatbot = ?").get(number)?.[0];
    if (entries !== position) this.#fault(`chatbot ${id}: ${String(entries)} ids of ${position} leads`);
  }

  /** Whether a lead is one that could have been stored, stands where it belongs, and is found by its id. */
  #holds(chatbot: number, key: string, json: string): boolean {
    try {
      const record = checkedLeadRecord(LeadSchema.parse(JSON.parse(json)));
      return (
        record.key === key && record.json === json && this.#tables.find(chatbot, record.id, record.hash)?.key === key
      );
    } catch {
      return false;
    }
  }
}

function examine(database: DatabaseSync, onShare: OnShare): Findings {
  database.exec("BEGIN");
  try {
    const check = new Check(database, onShare);
    check.structure();
    check.content();
    return check;
  } catch (error) {
    return { leads: 0, faults: [(error as Error).message] };
  } finally {
    if (database.isTransaction) database.exec("ROLLBACK");
  }
}

/**
 * Checks a database: its seal, its structure, each lead against the contract, the index by id, the counts. A server may go on meanwhile.
 *
 * @param accept seals what has no other fault than a seal that does not fit.
 * @throws {StoreError} if there is no such database, or it is not ours.
 */
export function checkDatabase(path: string, accept: boolean, onShare: OnShare = () => {}): Findings {
  refuseMissing(path);
  holdFile(path);
  let database: DatabaseSync | undefined;
  try {
    database = connect(path);
    refuseForeign(database);
    const sealed = stateOfSeal(path) !== "broken";
    const { leads, faults } = examine(database, onShare);
    if (sealed) return { leads, faults };
    if (!accept || faults.length > 0)
      return { leads, faults: [...faults, "its bytes are not those that were written"] };
    breakSeal(path);
    sealDatabase(database, path);
    return { leads, faults };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    // SQLITE_CANTOPEN and the like: nothing is known of what the file holds.
    if (database === undefined && !isDamage(error)) throw explainOpen(path, error);
    return { leads: 0, faults: [(error as Error).message] };
  } finally {
    database?.close();
    releaseFile(path);
  }
}
