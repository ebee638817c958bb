#!/usr/bin/env node
import { Command } from "commander";
import { leadsCommand } from "./commands/leads.ts";
import { startCommand } from "./commands/start.ts";
import { explainFailure } from "./commands/failure.ts";

const program = new Command("chatbase-server")
  .description("Reference server for Chatbase API v1, on your own machine.")
  .addCommand(startCommand(), { isDefault: true })
  .addCommand(leadsCommand());

await program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exitCode = 1;
});
