import type { Lead } from "@chatbase-kit/contract/operations";
import type { LeadEnvelope } from "./lead-list.ts";
import type { Page } from "./page.ts";

/** One page of leads. */
export interface LeadPage extends Page<Lead> {
  /** Which of its two known shapes the answer had. For diagnosis: the leads are the same in both. */
  readonly envelope: LeadEnvelope;
}

/** Its methods are on the prototype, so that a page that is logged or sent on is its data. */
export class LoadedPage implements LeadPage {
  declare readonly items: Lead[];
  declare readonly page: number;
  declare readonly size: number | undefined;
  declare readonly envelope: LeadEnvelope;
  readonly #load: (page: number) => Promise<LoadedPage>;

  constructor(fields: Omit<LeadPage, "hasMore" | "next">, load: (page: number) => Promise<LoadedPage>) {
    Object.assign(this, fields);
    this.#load = load;
  }

  hasMore(): boolean {
    return this.items.length > 0;
  }

  next(): Promise<this> {
    return this.#load(this.page + 1) as Promise<this>;
  }
}
