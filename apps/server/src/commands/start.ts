import { Command } from "commander";
import { type Config, startOptions } from "../config.ts";

/** Loaded when it runs: `--help` and the other commands need no server. */
async function run(config: Config): Promise<void> {
  const { start } = await import("./run-start.ts");
  await start(config);
}

/** `start` */
export function startCommand(): Command {
  const command = new Command("start").description(
    "start the reference server, with demo data when its database is new",
  );
  for (const option of startOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExit codes: 0 stopped, 1 could not start or did not stop in time.")
    .action(run);
}
