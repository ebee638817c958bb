import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { keyBytes } from "../order/lead-key.ts";
import { prepareArrays } from "./order-rows.ts";

/** Rows that are copied or deleted in one step: some ten milliseconds. */
const rowsInStep = 4_000;
/** Behind every key and every entry. */
const behindAll = new Uint8Array(16).fill(255);

/** Rows of one chatbot in one table, by the column that orders them. */
interface Rows {
  /** With its schema, if that is attached. */
  readonly table: string;
  readonly column: "key" | "entry";
  readonly chatbot: number;
}

/** Cuts rows into ranges that can be dealt with one after the other, from the first on; what was dealt with may be gone. */
export function* stepsOver(
  database: DatabaseSync,
  { table, column, chatbot }: Rows,
): Generator<{ readonly from: Uint8Array; readonly to: Uint8Array }> {
  const edge = prepareArrays(
    database,
    `SELECT ${column} FROM ${table} WHERE chatbot = ? AND ${column} >= ? ORDER BY ${column} LIMIT 1 OFFSET ${rowsInStep}`,
  );
  for (let from: Uint8Array = keyBytes(""); ; ) {
    const [to] = (edge.get(chatbot, from) ?? []) as unknown as [Uint8Array?];
    yield { from, to: to ?? behindAll };
    if (to === undefined) return;
    from = to;
  }
}

/** Does all steps, and lets a server answer in between. On a connection of its own: others see what it has committed. */
export async function inSteps(steps: Iterable<unknown>): Promise<void> {
  for (const _ of steps) await setImmediate();
}

/** Does all steps at once: in memory there is one connection, and readers would see what is half done. */
export function atOnce(steps: Iterable<unknown>): void {
  Array.from(steps);
}
