import type { ClientBase } from "pg";
import type { LeadRecord } from "../../leads/lead-record.ts";
import { keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import type { OrderSizes } from "../order/outline.ts";
import type { AddOutcome } from "../store.ts";
import { OrderWriter } from "./order-writer.ts";
import type { Statement } from "./statements.ts";

const addLeads: Statement = {
  name: "add_leads",
  text: `INSERT INTO leads (chatbot_id, key, json) SELECT $1, * FROM unnest($2::bytea[], $3::text[])
         ON CONFLICT (substr(key, 9), chatbot_id) DO NOTHING RETURNING key`,
};

const findLeads: Statement = {
  name: "find_leads",
  text: "SELECT substr(key, 9), json FROM leads WHERE chatbot_id = $1 AND substr(key, 9) = ANY ($2::bytea[])",
};

const deleteLeads: Statement = {
  name: "delete_leads",
  text: "DELETE FROM leads WHERE chatbot_id = $1 AND substr(key, 9) = ANY ($2::bytea[]) RETURNING key",
};

/** The id in a key, as text of bytes. */
function idOf(key: LeadKey): string {
  return key.slice(8);
}

/** Adds leads to one chatbot, which its transaction has locked, and deletes some. */
export class LeadWriter {
  readonly #client: ClientBase;
  readonly #chatbotId: string;
  readonly #order: OrderWriter;
  /** How many leads it has added. */
  count = 0;

  constructor(client: ClientBase, chatbotId: string, sizes: OrderSizes) {
    this.#client = client;
    this.#chatbotId = chatbotId;
    this.#order = new OrderWriter(client, chatbotId, sizes);
  }

  /** @returns for each lead, in order, what became of it. */
  async add(leads: readonly LeadRecord[]): Promise<AddOutcome[]> {
    const keys = leads.map(({ key }) => key);
    const json = leads.map((lead) => lead.json);
    const rows = await this.#run<[key: Buffer]>(addLeads, keys.map(keyBytes), json);
    const added = new Set(rows.map(([key]) => keyFrom(key)));
    this.count += added.size;
    await this.#order.added([...added].toSorted());
    if (added.size === leads.length) return leads.map(() => "added");
    const stored = await this.#find(keys.map(idOf));
    return leads.map((lead, index) => {
      const key = keys[index] ?? "";
      // Of several with one id, the first is the one that was added.
      if (added.delete(key)) return "added";
      return stored.get(idOf(key)) === lead.json ? "known" : "conflict";
    });
  }

  /** Deletes leads by their ids; ids that nobody has are passed over. @returns how many were deleted. */
  async delete(ids: readonly string[]): Promise<number> {
    const rows = await this.#run<[key: Buffer]>(
      deleteLeads,
      ids.map((id) => Buffer.from(id)),
    );
    await this.#order.removed(rows.map(([key]) => keyFrom(key)));
    return rows.length;
  }

  async #find(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#run<[id: Buffer, json: string]>(findLeads, ids.map(keyBytes));
    return new Map(rows.map(([id, json]) => [keyFrom(id), json]));
  }

  async #run<Row extends unknown[]>({ name, text }: Statement, ...arrays: readonly unknown[][]): Promise<Row[]> {
    const values = [this.#chatbotId, ...arrays];
    return (await this.#client.query<Row>({ name, text, values, rowMode: "array" })).rows;
  }

  /** Brings the order up to date. To be called before the commit. */
  async finish(): Promise<void> {
    await this.#order.write();
  }
}
