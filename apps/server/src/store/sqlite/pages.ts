import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Lead } from "@chatbase-kit/contract/operations";
import type { JsonText } from "../../json-text.ts";
import type { PageQuery } from "../store.ts";

/** Far enough from any day that RFC 3339 can write (-719,529 to 2,932,897). */
const everyDay = { first: -1_000_000, last: 3_000_000 };

/** Where a page starts: on this day, after `skip` of its leads. */
interface PageStart {
  readonly day: number;
  readonly skip: number;
}

/** Reads pages in the order of the table's key: newest first, ties by id. */
export class Pages {
  readonly #database: DatabaseSync;
  readonly #days: StatementSync;
  readonly #leads: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#days = database.prepare(
      `SELECT day, leads FROM lead_days
       WHERE chatbot = (SELECT number FROM chatbots WHERE id = ?) AND day BETWEEN ? AND ?
       ORDER BY day DESC`,
    );
    this.#leads = database.prepare(
      `SELECT json FROM leads
       WHERE chatbot = (SELECT number FROM chatbots WHERE id = ?) AND day BETWEEN ? AND ?
       ORDER BY day DESC, microsecond DESC, id LIMIT ? OFFSET ?`,
    );
    // Rows as arrays: making an object of each costs more than reading it.
    this.#days.setReturnArrays(true);
    this.#leads.setReturnArrays(true);
  }

  /** The leads of one page, each as its JSON text. */
  read(query: PageQuery): JsonText<Lead>[] {
    const { chatbotId, firstDay = everyDay.first, lastDay = everyDay.last, page, size } = query;
    if (page === 1) return this.#rows(chatbotId, firstDay, lastDay, size, 0);
    return this.#inOneSnapshot(() => {
      const start = this.#find(chatbotId, firstDay, lastDay, (page - 1) * size);
      return start ? this.#rows(chatbotId, firstDay, start.day, size, start.skip) : [];
    });
  }

  /** Runs several statements on one state: an import that commits between two of them must not shift the page. */
  #inOneSnapshot<T>(read: () => T): T {
    // In memory, a transaction of the only connection may be under way; nobody else can commit then.
    if (this.#database.isTransaction) return read();
    this.#database.exec("BEGIN");
    try {
      return read();
    } finally {
      this.#database.exec("COMMIT");
    }
  }

  #find(chatbotId: string, firstDay: number, lastDay: number, offset: number): PageStart | undefined {
    let skip = offset;
    for (const row of this.#days.iterate(chatbotId, firstDay, lastDay)) {
      const [day, leads] = row as unknown as [number, number];
      if (skip < leads) return { day, skip };
      skip -= leads;
    }
    return undefined;
  }

  #rows(chatbotId: string, firstDay: number, lastDay: number, size: number, skip: number): JsonText<Lead>[] {
    const rows = this.#leads.all(chatbotId, firstDay, lastDay, size, skip) as unknown as [JsonText<Lead>][];
    return rows.map(([json]) => json);
  }
}
