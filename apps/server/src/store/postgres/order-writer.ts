import type { ClientBase } from "pg";
import { endOfLeads, keyBytes, keyFrom, type LeadKey } from "../order/lead-key.ts";
import { type BlockEdit, OrderEdit, type SectionEdit } from "../order/order-edit.ts";
import { indexOfKey, type OrderSizes, type Run } from "../order/outline.ts";

const sectionsOf = "SELECT first, leads, version FROM lead_sections WHERE chatbot_id = $1 ORDER BY first";

// OFFSET 0 keeps Postgres from joining the tables in another way than range by range: it cannot know how many rows there are,
// because they are of this very transaction.
const blocksOf = `SELECT found.first, leads FROM unnest($2::bytea[], $3::bytea[]) AS section (first, next), LATERAL (
    SELECT lead_blocks.first, leads FROM lead_blocks
    WHERE chatbot_id = $1 AND lead_blocks.first >= section.first AND lead_blocks.first < section.next OFFSET 0
  ) AS found ORDER BY found.first`;

const keysOf = `SELECT key FROM unnest($2::bytea[], $3::bytea[]) AS block (first, next), LATERAL (
    SELECT key FROM leads WHERE chatbot_id = $1 AND key >= block.first AND key < block.next OFFSET 0
  ) AS found ORDER BY key`;

const raiseVersion = "UPDATE chatbots SET version = version + 1 WHERE id = $1 RETURNING version";

const writeSections = `INSERT INTO lead_sections (chatbot_id, first, leads, version)
  SELECT $1, first, leads, $4 FROM unnest($2::bytea[], $3::integer[]) AS run (first, leads)
  ON CONFLICT (chatbot_id, first) DO UPDATE SET leads = excluded.leads, version = excluded.version`;

const writeBlocks = `INSERT INTO lead_blocks (chatbot_id, first, leads)
  SELECT $1, * FROM unnest($2::bytea[], $3::integer[])
  ON CONFLICT (chatbot_id, first) DO UPDATE SET leads = excluded.leads`;

const deleteSections = "DELETE FROM lead_sections WHERE chatbot_id = $1 AND first = ANY ($2::bytea[])";
const deleteBlocks = "DELETE FROM lead_blocks WHERE chatbot_id = $1 AND first = ANY ($2::bytea[])";

/** Blocks that are written by one statement: an import of any size builds no long text. */
const mostAtOnce = 10_000;

/** From a first key up to the next one. */
interface Range {
  readonly first: LeadKey;
  readonly next: LeadKey | undefined;
}

/** Keeps the order of one chatbot's leads in step with what a transaction adds and removes; writes it before the commit. */
export class OrderWriter {
  readonly #client: ClientBase;
  readonly #chatbotId: string;
  readonly #sizes: OrderSizes;
  #edit: OrderEdit | undefined;

  constructor(client: ClientBase, chatbotId: string, sizes: OrderSizes) {
    this.#client = client;
    this.#chatbotId = chatbotId;
    this.#sizes = sizes;
  }

  /** Counts leads that have been inserted. @param keys in order. */
  async added(keys: readonly LeadKey[]): Promise<void> {
    if (keys.length === 0) return;
    const edit = await this.#load(keys);
    const full = new Set<BlockEdit>();
    for (const key of keys) {
      const block = edit.add(edit.sectionOf(key), key);
      if (block) full.add(block);
    }
    if (full.size > 0) await this.#cut(edit, [...full]);
  }

  /** Counts leads that have been deleted. */
  async removed(keys: readonly LeadKey[]): Promise<void> {
    if (keys.length === 0) return;
    const edit = await this.#load(keys);
    for (const key of keys) edit.remove(edit.sectionOf(key), key);
  }

  /** Loads the blocks of every section that one of the keys belongs to. */
  async #load(keys: readonly LeadKey[]): Promise<OrderEdit> {
    const edit = (this.#edit ??= await this.#begin());
    const missing = new Map<SectionEdit, Run[]>();
    for (const key of keys) {
      const section = edit.sectionOf(key);
      if (!section.blocks) missing.set(section, []);
    }
    if (missing.size === 0) return edit;
    for (const [bytes, leads] of await this.#within<[Buffer, number]>(blocksOf, [...missing.keys()])) {
      const first = keyFrom(bytes);
      missing.get(edit.sectionOf(first))?.push({ first, leads });
    }
    for (const [section, blocks] of missing) edit.load(section, blocks);
    return edit;
  }

  async #begin(): Promise<OrderEdit> {
    const rows = await this.#run<[first: Buffer, leads: number, version: string]>(sectionsOf);
    const sections = rows.map(([first, leads, version]) => ({
      first: keyFrom(first),
      leads,
      version: Number(version),
    }));
    return new OrderEdit(sections, this.#sizes);
  }

  async #cut(edit: OrderEdit, full: readonly BlockEdit[]): Promise<void> {
    const rows = await this.#within<[key: Buffer]>(
      keysOf,
      full.map((block) => rangeOf(edit, block)),
    );
    const keys = rows.map(([key]) => ({ first: keyFrom(key) }));
    // The blocks' keys one after another: what stands behind a key in its block stands behind it here.
    for (const block of full) edit.cut(block, (from, skip) => keys[notLess(keys, from) + skip]?.first ?? "");
  }

  /** Writes all that has changed. */
  async write(): Promise<void> {
    if (!this.#edit) return;
    const { sections, blocks, goneSections, goneBlocks } = this.#edit.changes();
    const [row] = await this.#run<[version: string]>(raiseVersion);
    await this.#run(deleteSections, goneSections.map(keyBytes));
    await this.#run(deleteBlocks, goneBlocks.map(keyBytes));
    await this.#run(writeSections, ...columnsOf(sections), row?.[0]);
    for (let from = 0; from < blocks.length; from += mostAtOnce)
      await this.#run(writeBlocks, ...columnsOf(blocks.slice(from, from + mostAtOnce)));
  }

  async #within<Row extends unknown[]>(text: string, ranges: readonly Range[]): Promise<Row[]> {
    const [first, next] = [
      ranges.map((range) => keyBytes(range.first)),
      ranges.map((range) => keyBytes(range.next ?? endOfLeads)),
    ];
    return await this.#run(text, first, next);
  }

  async #run<Row extends unknown[]>(text: string, ...values: readonly unknown[]): Promise<Row[]> {
    return (await this.#client.query<Row>({ text, values: [this.#chatbotId, ...values], rowMode: "array" })).rows;
  }
}

function rangeOf(edit: OrderEdit, block: BlockEdit): Range {
  const { blocks = [], next } = edit.sectionOf(block.first);
  return { first: block.first, next: blocks[blocks.indexOf(block) + 1]?.first ?? next };
}

/** Where the first of the keys stands that is not less than `from`; they are in order. */
function notLess(keys: readonly { readonly first: LeadKey }[], from: LeadKey): number {
  const belongs = indexOfKey(keys, from);
  return keys[belongs]?.first === from ? belongs : belongs + 1;
}

function columnsOf(runs: readonly Run[]): [first: Buffer[], leads: number[]] {
  return [runs.map(({ first }) => keyBytes(first)), runs.map(({ leads }) => leads)];
}
