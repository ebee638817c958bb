/**
 * Every lead of a chatbot as CSV (RFC 4180), of all days or some. Takes the memory of a page, however many there are.
 *
 *     node examples/csv-export.ts CHATBOT [FIRST_DAY [LAST_DAY]] > export.csv
 */
import { pipeline } from "node:stream/promises";
import { createClient, type Lead } from "@chatbase-kit/client";
import { startCommand } from "./command.ts";

const usage = `Usage: node examples/csv-export.ts CHATBOT [FIRST_DAY [LAST_DAY]] > FILE
Days are YYYY-MM-DD, in UTC. The key comes from CHATBASE_API_KEY; CHATBASE_BASE_URL names a server other than production.
It ends with 1 when it fails; FILE then has the leads up to there, and no more.`;

const [chatbotId = "", startDate, endDate] = startCommand(usage, 1);
const columns = ["id", "name", "email", "phone", "created_at"] as const satisfies readonly (keyof Lead)[];

/**
 * In quotes: a name may have a comma or a line end in it. What a spreadsheet would run as a formula begins with `'`; a phone
 * number, `+1 (202) 555-0100`, is none.
 */
function cell(text = ""): string {
  const harmless = /^(?:[=@\t\r]|[+-](?![\d\s().-]*$))/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

async function* rows(): AsyncGenerator<string> {
  const leads = createClient().leads.list({ chatbotId, startDate, endDate }, { prefetch: true });
  // With the first page: what was refused must not look like an export without leads.
  let header = `${columns.join(",")}\r\n`;
  for await (const { items } of leads.pages()) {
    yield header + items.map((lead) => `${columns.map((name) => cell(lead[name])).join(",")}\r\n`).join("");
    header = "";
  }
  yield header;
}

await pipeline(rows, process.stdout);
