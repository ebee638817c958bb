import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Lead } from "@chatbase-kit/contract/schemas";
import { expect, onTestFinished, test } from "vitest";
import { writeLeads } from "../run/leads.ts";

test("invented leads fit the contract, and both formats hold the same ones", async () => {
  const folder = mkdtempSync(join(tmpdir(), "chatbase-bench-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [csv, ndjson] = [join(folder, "leads.csv"), join(folder, "leads.ndjson")];
  await writeLeads(csv, "csv", 12_345);
  await writeLeads(ndjson, "ndjson", 12_345);
  const leads = readFileSync(ndjson, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => Lead.parse(JSON.parse(line)));
  expect(new Set(leads.map(({ id }) => id)).size).toBe(12_345);
  const [, ...rows] = readFileSync(csv, "utf8").trimEnd().split("\n");
  expect(rows).toEqual(
    leads.map(({ id, name, email, phone, created_at }) => [id, name, email, phone, created_at].join(",")),
  );
});
