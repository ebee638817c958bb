import { Command } from "commander";
import { backupCommand, checkCommand, restoreCommand } from "./commands/database.ts";
import { explainFailure } from "./commands/failure.ts";
import { keysCommand } from "./commands/keys.ts";
import { leadsCommand } from "./commands/leads.ts";
import { startCommand } from "./commands/start.ts";

/** The command line: reads the arguments of the process and does what they say. */
export async function runProgram(): Promise<void> {
  const program = new Command("chatbase-server")
    .description("Reference server for Chatbase API v1, on your own machine.")
    .addCommand(startCommand(), { isDefault: true })
    .addCommand(leadsCommand())
    .addCommand(keysCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(checkCommand());
  await program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exitCode = 1;
  });
}
