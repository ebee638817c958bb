import { Command } from "commander";
import { storeOption } from "../flags.ts";
import type { ImportFlags } from "./run-import.ts";

/** Loaded when it runs: a start needs nothing of it. */
async function run(file: string, flags: ImportFlags): Promise<void> {
  const { importFile } = await import("./run-import.ts");
  await importFile(file, flags);
}

/** `leads import FILE --chatbot ID` */
export function leadsCommand(): Command {
  const command = new Command("leads").description("manage the leads of the reference server");
  command
    .command("import")
    .description("import leads from a CSV file with a header row, or from NDJSON: all of it or nothing")
    .argument("<file>", "CSV (RFC 4180) or NDJSON, UTF-8; fields: id, name, email, phone, created_at")
    .requiredOption("--chatbot <id>", "chatbot that gets the leads")
    .option("--skip-invalid", "import the good rows, write the bad ones to a file beside it", false)
    .addOption(storeOption())
    .addHelpText(
      "after",
      "\nExit codes: 0 imported, 1 nothing was imported, Ctrl+C included.\nThe server may run meanwhile.",
    )
    .action(run);
  return command;
}
