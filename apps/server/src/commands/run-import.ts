import { seedWhenEmpty } from "../demo/seed.ts";
import { type ImportResult, importLeads } from "../import/import-leads.ts";
import { openStore } from "../store/open-store.ts";
import { progress } from "./progress.ts";
import { boundYoungGeneration } from "./young-generation.ts";

/** The flags of `leads import`. */
export interface ImportFlags {
  readonly chatbot: string;
  readonly skipInvalid: boolean;
  readonly store: string;
}

/** A file that is bad throughout must not fill the terminal; the count tells the rest. */
const listedRows = 1_000;

const number = new Intl.NumberFormat("en");

function summary(file: string, chatbot: string, result: ImportResult): string {
  const { rows, added, known, rejected, rejectedFile } = result;
  const bad = `${number.format(rejected)} of ${number.format(rows)} rows`;
  if (rejected > 0 && rejectedFile === undefined) {
    return `Nothing was imported: ${bad} cannot be. Mend them, or leave them out with --skip-invalid.`;
  }
  const there = known > 0 ? ` ${number.format(known)} were there already, or repeat an earlier row.` : "";
  const left = rejectedFile === undefined ? "" : ` ${bad} were left out and are in ${rejectedFile}.`;
  return `Imported ${number.format(added)} ${added === 1 ? "lead" : "leads"} of ${file} into ${chatbot}.${there}${left}`;
}

/** `leads import`: exit code 1 if bad rows kept everything out. */
export async function importFile(file: string, flags: ImportFlags): Promise<void> {
  const store = openStore(flags.store);
  const bar = progress("importing");
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  let listed = 0;
  boundYoungGeneration();
  try {
    await seedWhenEmpty(store);
    const result = await importLeads({
      store,
      file,
      chatbotId: flags.chatbot,
      skipInvalid: flags.skipInvalid,
      signal: stop.signal,
      onProgress: (rows, share) => bar.update(share, rows),
      onRejected(line, reason) {
        listed += 1;
        if (listed <= listedRows) bar.say(`line ${line}: ${reason}`);
        if (listed === listedRows + 1) bar.say("… and more, which are only counted");
      },
    });
    bar.end();
    if (result.rejected > 0 && result.rejectedFile === undefined) process.exitCode = 1;
    process.stdout.write(`${summary(file, flags.chatbot, result)}\n`);
  } finally {
    bar.end();
    await store.close();
  }
}
