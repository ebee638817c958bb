import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Batch, readBatches } from "../../src/import/batch.ts";
import { openImportFile } from "../../src/import/import-file.ts";
import { readBatchesInWorker } from "../../src/import/worker-batches.ts";
import { temporaryFolder } from "../folder.ts";

const chatbot = { id: "bot", accountId: "acc", name: "Bot" };

async function all(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of batches) found.push(batch);
  return found;
}

async function both(content: string, raw: boolean): Promise<[Batch[], Batch[]]> {
  const path = join(temporaryFolder(), "leads.csv");
  writeFileSync(path, content);
  const source = { file: await openImportFile(path), chatbot, raw };
  return [await all(readBatches(source)), await all(readBatchesInWorker(source))];
}

function rows(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const instant = new Date(1_700_000_000_000 + index * 997).toISOString();
    return index % 1_000 === 7 ? `lead_${index},é,yesterday` : `lead_${index},"Zoë, ${index}",${instant}`;
  });
  return `id,name,created_at\n${lines.join("\n")}\n`;
}

test.each([true, false])(
  "another thread reads the same batches of a file, bad rows included (raw rows: %s)",
  async (raw) => {
    const [here, there] = await both(rows(20_500), raw);
    expect(here.length).toBeGreaterThan(20);
    expect(here.flatMap(({ bad }) => bad)).toHaveLength(21);
    expect(here.flatMap(({ raws }) => raws)).toHaveLength(raw ? 20_479 : 0);
    expect(there).toEqual(here);
  },
);

test("what another thread refuses is refused here, in the same words", async () => {
  await expect(both('id,created_at\na,2024-01-01T00:00:00Z\nb"c,x\n', false)).rejects.toThrow("Line 3: the quotes");
  const path = join(temporaryFolder(), "leads.csv");
  writeFileSync(path, "nonsense\n");
  const source = { file: await openImportFile(path), chatbot, raw: false };
  await expect(all(readBatchesInWorker(source))).rejects.toThrow("Is the header row missing?");
});

test("nobody has to read to the end", async () => {
  const path = join(temporaryFolder(), "leads.csv");
  writeFileSync(path, rows(100_000));
  const batches = readBatchesInWorker({ file: await openImportFile(path), chatbot, raw: false });
  await expect(batches.next()).resolves.toMatchObject({ done: false });
  await expect(batches.return(undefined)).resolves.toEqual({ done: true, value: undefined });
});
