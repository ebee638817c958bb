/** An import as one writes it in an hour: csv-parse or JSON.parse, one INSERT a row, one transaction. Nothing is checked. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { parse } from "csv-parse";

const [path, database] = process.argv.slice(2);

async function* rows() {
  const file = createReadStream(path);
  if (path.endsWith(".csv")) yield* file.pipe(parse({ columns: true }));
  else for await (const line of createInterface({ input: file })) yield JSON.parse(line);
}

const db = new DatabaseSync(database);
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
db.exec("CREATE TABLE leads (id TEXT PRIMARY KEY, name TEXT, email TEXT, phone TEXT, created_at TEXT)");
db.exec("CREATE INDEX newest ON leads (created_at DESC, id)");
const insert = db.prepare("INSERT INTO leads VALUES (?, ?, ?, ?, ?)");
db.exec("BEGIN");
for await (const { id, name, email, phone, created_at } of rows()) insert.run(id, name, email, phone, created_at);
db.exec("COMMIT");
db.close();
