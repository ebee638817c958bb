import type { DatabaseSync } from "node:sqlite";
import { stepsOver } from "./steps.ts";

/** What has rows of a chatbot, under its number. */
const leadTables = ["leads", "lead_ids", "lead_sections", "lead_blocks"];

/** Of those, the ones with a row for each lead, and the column that orders it. */
const longTables = [
  { table: "leads", column: "key" },
  { table: "lead_ids", column: "entry" },
] as const;

function* removeRows(database: DatabaseSync, chatbot: number): Generator<void> {
  for (const { table, column } of longTables) {
    const remove = database.prepare(`DELETE FROM ${table} WHERE chatbot = ? AND ${column} >= ? AND ${column} < ?`);
    for (const { from, to } of stepsOver(database, { table, column, chatbot })) {
      remove.run(chatbot, from, to);
      yield;
    }
  }
}

/** Deletes a chatbot with its leads, step by step; its number is never given again. */
export function* removeChatbot(database: DatabaseSync, number: number): Generator<void> {
  yield* removeRows(database, number);
  for (const table of leadTables) database.prepare(`DELETE FROM ${table} WHERE chatbot = ?`).run(number);
  database.prepare("DELETE FROM chatbots WHERE number = ?").run(number);
}

/**
 * Deletes every row, step by step. The numbers of chatbots go on from where they were: pages that are remembered are of older
 * ones.
 */
export function* clearTables(database: DatabaseSync): Generator<void> {
  const numbers = database.prepare("SELECT number FROM chatbots").all();
  for (const { number } of numbers) yield* removeRows(database, Number(number));
  for (const table of [...leadTables, "chatbots", "api_keys", "accounts"]) database.exec(`DELETE FROM ${table}`);
}
