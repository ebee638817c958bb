import { type OrderSizes, orderSizes } from "../order/outline.ts";

/** How much of what is held together. Tests make them small, so that a few leads do what millions do. */
export interface SqliteSizes extends OrderSizes {
  /** Leads of an import that wait in memory at most. */
  readonly run: number;
  /** Characters of their JSON text at most. */
  readonly runCharacters: number;
}

/** A run takes about 2 MB of memory: what lives longer than that makes V8 take more for all. */
export const sqliteSizes: SqliteSizes = { ...orderSizes, run: 4_000, runCharacters: 2_097_152 };
