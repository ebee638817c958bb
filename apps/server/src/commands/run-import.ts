import { type ImportResult, importLeads } from "../import/import-leads.ts";
import type { Store } from "../store/store.ts";
import { withStoreOrNewOne } from "./command-store.ts";
import { progress } from "./progress.ts";
import { makeHeapFrugal } from "./frugal-heap.ts";
import { number } from "./number.ts";

/** The flags of `leads import`. */
export interface ImportFlags {
  readonly chatbot: string;
  readonly skipInvalid: boolean;
  readonly store: string;
}

/** A file that is bad throughout must not fill the terminal; the count tells the rest. */
const listedRows = 1_000;

/** @param place of the database, for people. */
function summary(file: string, chatbot: string, place: string, result: ImportResult): string {
  const { rows, added, known, rejected, rejectedFile } = result;
  const bad = `${number.format(rejected)} of ${number.format(rows)} ${rows === 1 ? "row" : "rows"}`;
  if (rejected > 0 && rejectedFile === undefined) {
    return `Nothing was imported: ${bad} cannot be. Mend them, or leave them out with --skip-invalid.`;
  }
  const there = `${number.format(known)} ${known === 1 ? "was there already, or repeats" : "were there already, or repeat"}`;
  const left = `${bad} ${rejected === 1 ? "was left out and is" : "were left out and are"} in ${rejectedFile}.`;
  return [
    `Imported ${number.format(added)} ${added === 1 ? "lead" : "leads"} of ${file} into ${chatbot} in ${place}.`,
    ...(known > 0 ? [`${there} an earlier row.`] : []),
    ...(rejected > 0 ? [left] : []),
  ].join(" ");
}

/** Imports, and lists the bad rows while it goes on. */
async function importInto(store: Store, file: string, flags: ImportFlags): Promise<ImportResult> {
  const bar = progress("importing");
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  let listed = 0;
  const keepFrugal = makeHeapFrugal();
  try {
    return await importLeads({
      store,
      file,
      chatbotId: flags.chatbot,
      skipInvalid: flags.skipInvalid,
      signal: stop.signal,
      onProgress(rows, share) {
        keepFrugal();
        bar.update(share, rows);
      },
      onRejected(line, reason) {
        listed += 1;
        if (listed <= listedRows) bar.say(`line ${line}: ${reason}`);
        if (listed === listedRows + 1) bar.say("… and more, which are only counted");
      },
    });
  } finally {
    bar.end();
  }
}

/** `leads import`: exit code 1 if bad rows kept everything out. */
export async function importFile(file: string, flags: ImportFlags): Promise<void> {
  await withStoreOrNewOne(flags.store, async (store, place) => {
    const result = await importInto(store, file, flags);
    if (result.rejected > 0 && result.rejectedFile === undefined) process.exitCode = 1;
    process.stdout.write(`${summary(file, flags.chatbot, place, result)}\n`);
  });
}
