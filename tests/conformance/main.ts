/** `pnpm conformance`: does a server, production included, answer as the spec says? */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { complaint } from "../run/complaint.ts";
import { root } from "../run/rooms.ts";
import { CannotRun, requestLimit } from "./ask.ts";
import { conformance } from "./conformance.ts";
import { renderJson, renderMarkdown, renderTable } from "./report.ts";

const usage = `Usage: CHATBASE_API_KEY=… pnpm conformance --url URL --chatbot ID [--out DIR]

Asks a server, the real one included, and says for each point whether it answers as the spec, differs, or cannot be told.
It only reads (GET), one request after the other, and never sends more than ${requestLimit}. Nothing that a lead says, no key and
no chatbot id is in the reports: conformance.md for people, conformance.json for machines.

Options:
  --url URL      with the base path, such as https://www.chatbase.co/api/v1
  --chatbot ID   a chatbot of the key's account; the more leads it has, the more can be told
  --out DIR      folder of the reports (default: reports/conformance)
  --help         show this text

Environment: CHATBASE_API_KEY, the key of the account.

Exit code: 0 nothing differs, 1 something differs, 2 the pass could not be made.`;

function readTarget(url: string | undefined, chatbotId: string | undefined) {
  const apiKey = process.env["CHATBASE_API_KEY"];
  if (!url || !chatbotId) throw new CannotRun(`--url and --chatbot are needed.\n\n${usage}`);
  if (!apiKey) throw new CannotRun("CHATBASE_API_KEY is not set: the key is read from the environment only.");
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new CannotRun("CHATBASE_API_KEY has a character that no header can carry.");
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new CannotRun("--url must be an http or https URL.");
  return { url, chatbotId, apiKey };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      chatbot: { type: "string" },
      out: { type: "string", default: join(root, "reports/conformance") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const target = readTarget(values.url, values.chatbot);
  const report = await conformance({ ...target, progress: (line) => console.error(line) });
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, "conformance.md"), renderMarkdown(report));
  writeFileSync(join(values.out, "conformance.json"), renderJson(report));
  console.log(renderTable(report));
  return report.points.some(({ verdict }) => verdict === "differs") ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 2;
}
