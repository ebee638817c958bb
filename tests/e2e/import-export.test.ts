import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createClient } from "@chatbase-kit/client";
import type { Lead } from "@chatbase-kit/contract/operations";
import { demo } from "@chatbase-kit/server";
import { expect, test } from "vitest";
import { run, serverProgram, startProcess, temporaryFolder } from "./program.ts";

const count = 100_000;
const chatbotId = "imports-go-here-00001";

/** Invented, deterministic, and awkward: quotes, commas, line breaks, other scripts, missing fields, equal instants, offsets. */
function lead(index: number): Lead {
  const instant = new Date(1_600_000_000_000 + Math.floor(index / 3) * 61_007).toISOString();
  return {
    id: `lead_${index}`,
    ...(index % 5 !== 0 && { name: index % 7 === 0 ? `Łucja "Lu" O'Neill,\n山田 ${index}` : `Jane Doe ${index}` }),
    ...(index % 4 !== 0 && { email: `jane+${index}@example.com` }),
    ...(index % 3 !== 0 && { phone: `+1-202-555-01${String(index % 100).padStart(2, "0")}` }),
    created_at: index % 11 === 0 ? instant.replace("Z", "123+00:00") : instant,
  };
}

const csvCell = (value: string | undefined): string => (value === undefined ? "" : `"${value.replaceAll('"', '""')}"`);

const formats = {
  csv: {
    head: "\uFEFFid,name,email,phone,created_at\r\n",
    row: ({ id, name, email, phone, created_at }: Lead) =>
      `${[id, name, email, phone, created_at].map(csvCell).join(",")}\r\n`,
  },
  ndjson: { head: "", row: (each: Lead) => `${JSON.stringify(each)}\n` },
};

async function writeFile(path: string, format: keyof typeof formats): Promise<void> {
  const { head, row } = formats[format];
  const file = createWriteStream(path);
  file.write(head);
  for (let index = 0; index < count; index += 1) {
    if (!file.write(row(lead(index)))) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

test.each(["csv", "ndjson"] as const)(
  "getLeads: 100,000 leads of a %s file go in and come out through the client, equal as a set",
  async (format) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, `leads.${format}`), format);
    const imported = [serverProgram, "leads", "import", `leads.${format}`, "--chatbot", chatbotId];
    const { stdout } = await run(process.execPath, imported, { cwd: folder });
    expect(stdout).toBe(
      `Imported 100,000 leads of leads.${format} into ${chatbotId} in ${join(folder, "data/reference.db")}.\n`,
    );

    const baseUrl = await startProcess(process.execPath, [serverProgram], folder);
    const client = createClient({ apiKey: demo.apiKey, baseUrl });
    const left = new Map(Array.from({ length: count }, (_, index) => [`lead_${index}`, lead(index)]));
    const wrong: unknown[] = [];
    for await (const { chatbot_id, account_id, ...fields } of client.leads.list({ chatbotId, size: 1_000 })) {
      const expected = left.get(fields.id);
      left.delete(fields.id);
      const equal = JSON.stringify(expected) === JSON.stringify(fields);
      if (!equal || chatbot_id !== chatbotId || account_id !== demo.accounts[0].id) wrong.push({ fields, expected });
    }
    expect({ wrong: wrong.slice(0, 3), left: left.size }).toEqual({ wrong: [], left: 0 });
  },
  60_000,
);
