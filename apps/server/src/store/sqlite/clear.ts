import type { DatabaseSync } from "node:sqlite";

/** What has rows of a chatbot, under its number. */
const leadTables = ["leads", "lead_ids", "lead_sections", "lead_blocks"];

/** Deletes a chatbot with its leads; its number is never given again. @returns whether there was one. */
export function deleteChatbot(database: DatabaseSync, chatbotId: string): boolean {
  const found = database.prepare("SELECT number FROM chatbots WHERE id = ?").get(chatbotId);
  if (!found) return false;
  const number = Number(found["number"]);
  for (const table of leadTables) database.prepare(`DELETE FROM ${table} WHERE chatbot = ?`).run(number);
  database.prepare("DELETE FROM chatbots WHERE number = ?").run(number);
  return true;
}

/** Deletes every row. The numbers of chatbots go on from where they were: pages that are remembered are of older ones. */
export function clearTables(database: DatabaseSync): void {
  for (const table of [...leadTables, "chatbots", "api_keys", "accounts"]) database.exec(`DELETE FROM ${table}`);
}
