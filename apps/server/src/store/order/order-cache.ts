import type { LeadKey } from "./lead-key.ts";
import { Recent } from "../recent.ts";
import { Outline, type Run, type Section } from "./outline.ts";

/** Chatbots whose sections are kept; a chatbot of five million leads has about 400 sections. */
const mostChatbots = 256;
/** Ends of date ranges whose place is kept. */
const mostPlaces = 1_024;
/** Sections whose blocks are kept; one of full size takes about 30 kB. */
const mostSections = 1_024;

/** An outline, and the version that it was read at. */
export interface Kept<T extends Run> {
  readonly version: number;
  readonly outline: Outline<T>;
}

/** What a store files a chatbot's leads under. */
type Chatbot = number | string;

/**
 * Outlines that were read, for as long as they hold: each is kept with the version that it was read at, and is worth nothing
 * once the database names another.
 */
export class OrderCache {
  readonly #sections = new Recent<Chatbot, Kept<Section>>(mostChatbots);
  readonly #places = new Recent<string, { readonly version: number; readonly before: number }>(mostPlaces);
  readonly #blocks = new Recent<string, Kept<Run>>(mostSections);

  /** The sections of a chatbot at this version, if they are at hand. */
  sections(chatbot: Chatbot, version: number): Outline<Section> | undefined {
    const kept = this.#sections.get(chatbot);
    return kept?.version === version ? kept.outline : undefined;
  }

  /** The sections of a chatbot as they were read last; what is found by them holds if the database still names their version. */
  latestSections(chatbot: Chatbot): Kept<Section> | undefined {
    return this.#sections.get(chatbot);
  }

  /** Keeps the sections of a chatbot, as they are stored at this version. */
  keepSections(chatbot: Chatbot, version: number, rows: readonly Section[]): Outline<Section> {
    const outline = new Outline(rows);
    this.#sections.set(chatbot, { version, outline });
    return outline;
  }

  /** How many leads stand before a key at this version, if that is at hand. */
  before(chatbot: Chatbot, version: number, key: LeadKey): number | undefined {
    const kept = this.#places.get(`${chatbot}:${key}`);
    return kept?.version === version ? kept.before : undefined;
  }

  /** Keeps how many leads stand before a key. */
  keepBefore(chatbot: Chatbot, version: number, key: LeadKey, before: number): number {
    this.#places.set(`${chatbot}:${key}`, { version, before });
    return before;
  }

  /** The blocks of a section, if they are at hand. */
  blocks(chatbot: Chatbot, section: Section): Outline<Run> | undefined {
    const kept = this.#blocks.get(nameOf(chatbot, section));
    return kept?.version === section.version ? kept.outline : undefined;
  }

  /** Keeps the blocks of a section. */
  keepBlocks(chatbot: Chatbot, section: Section, rows: readonly Run[]): Outline<Run> {
    const outline = new Outline(rows);
    this.#blocks.set(nameOf(chatbot, section), { version: section.version, outline });
    return outline;
  }
}

function nameOf(chatbot: Chatbot, { first }: Section): string {
  return `${chatbot}:${first}`;
}
