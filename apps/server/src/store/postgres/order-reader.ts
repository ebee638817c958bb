import { endOfLeads, keyBytes, keyFrom, type LeadKey, startOfDay } from "../order/lead-key.ts";
import { type Kept, OrderCache } from "../order/order-cache.ts";
import type { Outline, Place, Run, Section } from "../order/outline.ts";
import type { PageQuery } from "../store.ts";
import { readBlocks, readSections, type Statement } from "./statements.ts";

/** Whatever runs statements that read: the connections of the process, or a transaction on one of them. */
export interface Reader {
  /** @returns rows as arrays. */
  read<Row extends unknown[]>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

/** Where a page stands in the order, as long as the chatbot has this version. */
export interface PagePlace {
  readonly version: number;
  /** Key at which reading starts, not greater than that of the page's first lead. */
  readonly from: LeadKey;
  /** Leads to skip from there, besides those of `range`. */
  readonly skip: number;
  /** Leads that are to be counted and skipped too. */
  readonly range: readonly [from: LeadKey, to: LeadKey];
}

/** The database has changed between two reads. */
export class Moved extends Error {
  override readonly name = "Moved";
}

/** Finds pages by the counts of the order, which it keeps for as long as they hold. */
export class OrderReader {
  readonly #cache = new OrderCache();

  /**
   * Finds a page.
   *
   * @param fresh whether what is kept of the chatbot may be out of date.
   * @returns undefined if the chatbot has no leads, or there is no such chatbot.
   * @throws {Moved} if somebody has committed meanwhile.
   */
  async find(reader: Reader, query: PageQuery, fresh: boolean): Promise<PagePlace | undefined> {
    const { chatbotId, lastDay, page, size } = query;
    const kept = fresh ? undefined : this.#cache.latestSections(chatbotId);
    const sections = kept ?? (await this.#readSections(reader, query));
    if (!sections) return undefined;
    const { version, outline } = sections;
    const blocksOf = (section: Place<Section>) => this.#blocks(reader, chatbotId, version, section);
    const edge = lastDay === undefined ? "" : startOfDay(lastDay);
    const [counted, before] = edge === "" ? [edge, 0] : await blockOf(edge, outline, blocksOf);
    const position = before + (page - 1) * size;
    const section = outline.at(position);
    const block = section && (await blocksOf(section)).at(position - section.before);
    if (!block) return { version, from: endOfLeads, skip: 0, range: [edge, edge] };
    return { version, from: block.run.first, skip: position - section.before - block.before, range: [counted, edge] };
  }

  async #readSections(reader: Reader, { chatbotId, accountId }: PageQuery): Promise<Kept<Section> | undefined> {
    type Row = [version: string, first: Buffer, leads: number, sectionVersion: string];
    const rows = await reader.read<Row>(readSections, [chatbotId, accountId]);
    const version = Number(rows[0]?.[0]);
    if (rows.length === 0) return undefined;
    const sections = rows.map(([, first, leads, own]) => ({ first: keyFrom(first), leads, version: Number(own) }));
    return { version, outline: this.#cache.keepSections(chatbotId, version, sections) };
  }

  async #blocks(
    reader: Reader,
    chatbotId: string,
    version: number,
    { run, next }: Place<Section>,
  ): Promise<Outline<Run>> {
    const kept = this.#cache.blocks(chatbotId, run);
    if (kept) return kept;
    const range = [keyBytes(run.first), keyBytes(next ?? endOfLeads)];
    const rows = await reader.read<[version: string, first: Buffer, leads: number]>(readBlocks, [chatbotId, ...range]);
    if (Number(rows[0]?.[0]) !== version) throw new Moved();
    const blocks = rows.map(([, first, leads]) => ({ first: keyFrom(first), leads }));
    return this.#cache.keepBlocks(chatbotId, run, blocks);
  }
}

/** First key of the block that a key belongs to, and how many leads stand before the block. */
async function blockOf(
  key: LeadKey,
  outline: Outline<Section>,
  blocksOf: (section: Place<Section>) => Promise<Outline<Run>>,
): Promise<[first: LeadKey, before: number]> {
  const section = outline.of(key);
  const block = section && (await blocksOf(section)).of(key);
  return block ? [block.run.first, section.before + block.before] : [key, 0];
}
