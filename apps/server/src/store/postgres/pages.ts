import type { Lead } from "@chatbase-kit/contract/operations";
import { type JsonBytes, jsonBytes } from "../../json-text.ts";
import { endOfLeads, keyBytes, startOfDay } from "../order/lead-key.ts";
import type { PageQuery } from "../store.ts";
import type { Connections } from "./connections.ts";
import { Moved, OrderReader, type PagePlace, type Reader } from "./order-reader.ts";
import { readPage } from "./statements.ts";

/** How often a page is looked for while others commit, before that is stopped for it. */
const attempts = 3;

type Page = JsonBytes<Lead[]> | undefined;

/** Reads pages: one round trip each, as long as nobody has changed the chatbot since its order was read. */
export class Pages {
  readonly #connections: Connections;
  readonly #order = new OrderReader();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** The leads of one page as a JSON array; undefined if the account has no such chatbot. */
  async read(query: PageQuery): Promise<Page> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      try {
        return await this.#tryToRead(this.#connections, query, attempt > 1);
      } catch (error) {
        if (!(error instanceof Moved)) throw error;
      }
    }
    // Somebody commits all the time: here, several statements see one state.
    return await this.#connections.snapshot((reader) => this.#tryToRead(reader, query, true));
  }

  async #tryToRead(reader: Reader, query: PageQuery, fresh: boolean): Promise<Page> {
    const { chatbotId, accountId, firstDay, lastDay, page, size } = query;
    const start = lastDay === undefined ? "" : startOfDay(lastDay);
    const first: PagePlace = { version: 0, from: start, skip: 0, range: [start, start] };
    const place = page === 1 ? first : ((await this.#order.find(reader, query, fresh)) ?? first);
    const to = firstDay === undefined ? endOfLeads : startOfDay(firstDay - 1);
    const range = [place.from, to].map(keyBytes);
    const skipped = place.range.map(keyBytes);
    const values = [chatbotId, accountId, ...range, size, place.skip, ...skipped];
    const [row] = await reader.read<[version: string, leads: string | null]>(readPage, values);
    if (!row) return undefined;
    const [version, leads] = row;
    if (page > 1 && Number(version) !== place.version) throw new Moved();
    return jsonBytes(Buffer.from(leads ?? "[]"));
  }
}
