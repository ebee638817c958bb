import { createWriteStream } from "node:fs";
import { once } from "node:events";

/** Formats that the server imports. */
export type Format = "csv" | "ndjson";

const names = ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Zoë Núñez", "李小龍", "Katherine Johnson"];
const day = 86_400_000;
/** The newest lead is of this day. */
const newest = Date.UTC(2026, 9, 31);

/** An invented lead. The same number gives the same lead; ids come in no order, dates within three years. */
function lead(number: number): Record<"id" | "name" | "email" | "phone" | "created_at", string> {
  const scattered = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  return {
    id: `${scattered.toString(36).padStart(7, "0")}${number.toString(36)}`,
    name: names[number % names.length] as string,
    email: `lead${number}@example.com`,
    phone: `+1555${String(number % 10_000_000).padStart(7, "0")}`,
    created_at: new Date(newest - (scattered % (1_095 * 86_400)) * (day / 86_400)).toISOString(),
  };
}

const write: Record<Format, (number: number) => string> = {
  csv(number) {
    const { id, name, email, phone, created_at } = lead(number);
    return `${id},${name},${email},${phone},${created_at}\n`;
  },
  ndjson: (number) => `${JSON.stringify(lead(number))}\n`,
};

/** Writes a file of invented leads, in no order of time. */
export async function writeLeads(path: string, format: Format, count: number, from = 0): Promise<void> {
  const file = createWriteStream(path);
  if (format === "csv") file.write("id,name,email,phone,created_at\n");
  for (let number = from; number < from + count; number += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, from + count - number) }, (_, row) =>
      write[format](number + row),
    );
    if (!file.write(rows.join(""))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}
