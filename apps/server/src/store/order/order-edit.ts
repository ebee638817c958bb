/**
 * A change of the order of a chatbot's leads, before it is written: counts follow what is added and removed, runs that grow
 * too large are cut, blocks that are nearly empty join the one before. No database is known here.
 */
import type { LeadKey } from "./lead-key.ts";
import { indexOfKey, type OrderSizes, type Run, type Section } from "./outline.ts";

/** A block under change. */
export interface BlockEdit {
  readonly first: LeadKey;
  leads: number;
  /** Leads as they are stored; undefined if it is not stored yet. */
  readonly stored: number | undefined;
}

/** A section under change. Its blocks have to be loaded before anything is added or removed. */
export interface SectionEdit {
  readonly first: LeadKey;
  /** First key of the section behind it; undefined for the last. */
  readonly next: LeadKey | undefined;
  /** Undefined until they are loaded. */
  blocks: BlockEdit[] | undefined;
  /** Whether it is stored already. */
  readonly stored: boolean;
  changed: boolean;
}

/** What has to be written. */
export interface OrderChanges {
  readonly sections: readonly Run[];
  readonly blocks: readonly Run[];
  /** First keys of sections and blocks that are no more; to be deleted before the others are written. */
  readonly goneSections: readonly LeadKey[];
  readonly goneBlocks: readonly LeadKey[];
}

/** Lengths of the pieces into which `count` is cut: as even as can be, with room to grow, none over `most`. */
function pieces(count: number, most: number): number[] {
  const number = Math.ceil(count / Math.max(1, Math.ceil(most * 0.75)));
  return Array.from({ length: number }, (_, index) => Math.floor((count + index) / number));
}

/** The sections of one chatbot, some of them under change. */
export class OrderEdit {
  readonly #sizes: OrderSizes;
  #sections: SectionEdit[];
  readonly #gone: LeadKey[] = [];

  /** @param stored the sections as they are stored; none for a chatbot without leads. */
  constructor(stored: readonly Section[], sizes: OrderSizes) {
    this.#sizes = sizes;
    this.#sections = stored.map(({ first }, index) => {
      const next = stored[index + 1]?.first;
      return { first, next, blocks: undefined, stored: true, changed: false };
    });
    if (stored.length > 0) return;
    const block = { first: "", leads: 0, stored: undefined };
    this.#sections.push({ first: "", next: undefined, blocks: [block], stored: false, changed: false });
  }

  /** The section that a key belongs to. */
  sectionOf(key: LeadKey): SectionEdit {
    return this.#sections[indexOfKey(this.#sections, key)] as SectionEdit;
  }

  /** Gives a section its blocks as they are stored. */
  load(section: SectionEdit, blocks: readonly Run[]): void {
    section.blocks = blocks.map(({ first, leads }) => ({ first, leads, stored: leads }));
  }

  /** Counts a lead that was added. @returns its block if that has to be cut, by {@link OrderEdit.cut}, before it is written. */
  add(section: SectionEdit, key: LeadKey): BlockEdit | undefined {
    const blocks = section.blocks ?? [];
    const block = blocks[indexOfKey(blocks, key)] as BlockEdit;
    block.leads += 1;
    section.changed = true;
    return block.leads > this.#sizes.block ? block : undefined;
  }

  /** Counts a lead that was removed. */
  remove(section: SectionEdit, key: LeadKey): void {
    const blocks = section.blocks ?? [];
    const index = indexOfKey(blocks, key);
    const block = blocks[index] as BlockEdit;
    block.leads -= 1;
    section.changed = true;
    const before = blocks[index - 1];
    if (!before || before.leads + block.leads > this.#sizes.block / 4) return;
    before.leads += block.leads;
    blocks.splice(index, 1);
    if (block.stored !== undefined) this.#gone.push(block.first);
  }

  /**
   * Cuts a block that is too large.
   *
   * @param keyAfter the key of the lead that stands `skip` leads after that with the key `from`, or after the first one not
   * less than it. Called for one cut after another.
   */
  cut(block: BlockEdit, keyAfter: (from: LeadKey, skip: number) => LeadKey): void {
    const section = this.sectionOf(block.first);
    const blocks = section.blocks ?? [];
    const [length = 0, ...lengths] = pieces(block.leads, this.#sizes.block);
    block.leads = length;
    let [from, skip] = [block.first, length];
    const behind = lengths.map((leads): BlockEdit => {
      from = keyAfter(from, skip);
      skip = leads;
      return { first: from, leads, stored: undefined };
    });
    const after = blocks.indexOf(block) + 1;
    // Not spliced: a large import cuts one block into more pieces than a call takes arguments.
    section.blocks = [...blocks.slice(0, after), ...behind, ...blocks.slice(after)];
    if (section.blocks.length > this.#sizes.section) this.#cutSection(section, section.blocks);
  }

  #cutSection(section: SectionEdit, blocks: BlockEdit[]): void {
    const parts: BlockEdit[][] = [];
    let from = 0;
    for (const length of pieces(blocks.length, this.#sizes.section)) {
      parts.push(blocks.slice(from, from + length));
      from += length;
    }
    const cut = parts.map((part, index): SectionEdit => {
      const first = index === 0 ? section.first : (part[0]?.first ?? "");
      const next = parts[index + 1]?.[0]?.first ?? section.next;
      return { first, next, blocks: part, stored: index === 0 && section.stored, changed: true };
    });
    const index = this.#sections.indexOf(section);
    this.#sections = [...this.#sections.slice(0, index), ...cut, ...this.#sections.slice(index + 1)];
  }

  /** What differs from what is stored. A section that has become empty goes, unless it is the first. */
  changes(): OrderChanges {
    const changed = this.#sections.filter((section) => section.changed);
    const runs = changed.map((section) => ({ ...section, leads: leadsOf(section), blocks: section.blocks ?? [] }));
    const [empty, kept] = [runs.filter(isEmpty), runs.filter((run) => !isEmpty(run))];
    const goneBlocks = empty.flatMap(({ blocks }) => blocks.filter(({ stored }) => stored !== undefined));
    return {
      sections: kept.map(({ first, leads }) => ({ first, leads })),
      blocks: kept.flatMap(({ blocks }) => blocks.filter(({ leads, stored }) => leads !== stored)),
      goneSections: empty.filter(({ stored }) => stored).map(({ first }) => first),
      goneBlocks: [...this.#gone, ...goneBlocks.map(({ first }) => first)],
    };
  }
}

function isEmpty({ first, leads }: Run): boolean {
  return leads === 0 && first !== "";
}

function leadsOf({ blocks = [] }: SectionEdit): number {
  let leads = 0;
  for (const block of blocks) leads += block.leads;
  return leads;
}
