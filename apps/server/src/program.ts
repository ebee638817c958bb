import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { Command } from "commander";
import { backupCommand, checkCommand, restoreCommand } from "./commands/database.ts";
import { explainFailure } from "./commands/failure.ts";
import { keysCommand } from "./commands/keys.ts";
import { leadsCommand } from "./commands/leads.ts";
import { startCommand } from "./commands/start.ts";
import { refuseUnknownCommand } from "./commands/unknown-command.ts";

/** The version of this package, from wherever it runs: its sources, or the build. */
function version(): string {
  const manifest = JSON.parse(readFileSync(findPackageJSON(import.meta.url) ?? "", "utf8")) as { version: string };
  return manifest.version;
}

/** The command line: reads the arguments of the process and does what they say. */
export async function runProgram(): Promise<void> {
  const program = new Command("chatbase-server")
    .description("Reference server for Chatbase API v1, on your own machine.")
    .version(version(), "-v, --version")
    .addHelpText("after", "\nWithout a command: start. Its flags are in `chatbase-server start --help`.")
    .addCommand(startCommand(), { isDefault: true })
    .addCommand(leadsCommand())
    .addCommand(keysCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(checkCommand());
  refuseUnknownCommand(program, process.argv.slice(2));
  await program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exitCode = 1;
  });
}
