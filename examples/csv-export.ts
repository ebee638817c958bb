/**
 * Every lead of a chatbot as CSV (RFC 4180), of all days or some. Takes the memory of a page, however many there are.
 *
 *     node examples/csv-export.ts CHATBOT [FIRST_DAY [LAST_DAY]] > leads.csv
 */
import { pipeline } from "node:stream/promises";
import { createClient, type Lead } from "@chatbase-kit/client";

const [chatbotId = "", startDate, endDate] = process.argv.slice(2);
const columns = ["id", "name", "email", "phone", "created_at"] as const satisfies readonly (keyof Lead)[];

/** In quotes: a name may have a comma or a line end in it. What a spreadsheet would run as a formula begins with `'`. */
function cell(text = ""): string {
  const harmless = /^(?:[=@\t\r]|[+-](?!\d))/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

async function* rows(): AsyncGenerator<string> {
  yield `${columns.join(",")}\r\n`;
  const leads = createClient().leads.list({ chatbotId, startDate, endDate }, { prefetch: true });
  for await (const lead of leads) yield `${columns.map((name) => cell(lead[name])).join(",")}\r\n`;
}

await pipeline(rows, process.stdout);
