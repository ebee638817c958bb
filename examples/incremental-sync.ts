/**
 * What came in since the last run, each lead as a file of a folder; for cron. The cursor is a file too, and is written last:
 * a run that dies is repeated by the next one.
 *
 *     node examples/incremental-sync.ts CHATBOT FOLDER
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@chatbase-kit/client";
import { startCommand } from "./command.ts";

const usage = `Usage: node examples/incremental-sync.ts CHATBOT FOLDER
FOLDER gets a file for each lead, and the cursor, such as playground/leads.
The key comes from CHATBASE_API_KEY; CHATBASE_BASE_URL names a server other than production.`;

const [chatbotId = "", folder = ""] = startCommand(usage, 2);
await mkdir(folder, { recursive: true });
const cursorFile = join(folder, "cursor");

const sync = createClient().leads.since(existsSync(cursorFile) ? await readFile(cursorFile, "utf8") : undefined, {
  chatbotId,
});
let count = 0;
for await (const lead of sync) {
  await writeFile(join(folder, `${encodeURIComponent(lead.id)}.json`), JSON.stringify(lead));
  count += 1;
}

// Renamed, so that there is never half of a cursor.
await writeFile(`${cursorFile}.new`, sync.cursor ?? "");
await rename(`${cursorFile}.new`, cursorFile);
process.stdout.write(`${count} new leads\n`);
