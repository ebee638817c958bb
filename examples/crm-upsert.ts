/**
 * Brings a CRM's contacts up to date: a page is a transaction, an id is a contact, so any run may be repeated. The CRM here
 * is a table of SQLite.
 *
 *     node examples/crm-upsert.ts CHATBOT FILE
 */
import { DatabaseSync } from "node:sqlite";
import { createClient, type Lead } from "@chatbase-kit/client";
import { startCommand } from "./command.ts";

const usage = `Usage: node examples/crm-upsert.ts CHATBOT FILE
FILE is the database, made when it is not there, such as playground/crm.db.
The key comes from CHATBASE_API_KEY; CHATBASE_BASE_URL names a server other than production.`;

const [chatbotId = "", file = ""] = startCommand(usage, 2);

const crm = new DatabaseSync(file);
crm.exec(
  "CREATE TABLE IF NOT EXISTS contact (lead_id TEXT PRIMARY KEY, name TEXT, email TEXT, phone TEXT, since TEXT) STRICT",
);
const upsert = crm.prepare(`
  INSERT INTO contact VALUES (?, ?, ?, ?, ?) ON CONFLICT (lead_id)
  DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone`);

/** All of them or none. */
function save(leads: readonly Lead[]): void {
  crm.exec("BEGIN");
  for (const { id, name, email, phone, created_at } of leads) {
    upsert.run(id, name ?? null, email ?? null, phone ?? null, created_at);
  }
  crm.exec("COMMIT");
}

// A run that ends here with an error has saved whole pages only; the next one begins again and repeats them.
for await (const { items } of createClient().leads.list({ chatbotId }, { prefetch: true }).pages()) save(items);

const { contacts } = crm.prepare("SELECT count(*) AS contacts FROM contact").get() as { contacts: number };
process.stdout.write(`${contacts} contacts\n`);
crm.close();
