import { join } from "node:path";
import { writeLeads } from "./leads.ts";
import { emptyChatbot, importArguments } from "./server.ts";
import type { Bench } from "./table.ts";
import { watch } from "./watched.ts";

/** A database that several suites read. */
export interface PreparedStore {
  readonly path: string;
  readonly leads: number;
}

const prepared = new Map<string, Promise<PreparedStore>>();

async function prepare({ folder, quick, say }: Bench): Promise<PreparedStore> {
  const leads = quick ? 50_000 : 1_000_000;
  const path = join(folder, "prepared.db");
  const file = join(folder, "prepared.csv");
  say(`importing ${leads.toLocaleString("en")} leads`);
  await writeLeads(file, "csv", leads);
  await watch(importArguments(path, file, emptyChatbot));
  return { path, leads };
}

/** A database with a million leads of one chatbot, made when it is first asked for. Nobody writes to it. */
export function preparedStore(bench: Bench): Promise<PreparedStore> {
  const store = prepared.get(bench.folder) ?? prepare(bench);
  prepared.set(bench.folder, store);
  return store;
}
