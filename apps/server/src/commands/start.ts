import { Command } from "commander";
import type { Config } from "../config.ts";
import { faultNames, faults } from "../faults/registry.ts";
import { startOptions } from "../flags.ts";

/** Loaded when it runs: `--help` and the other commands need no server. */
async function run(config: Config): Promise<void> {
  const { start } = await import("./run-start.ts");
  await start(config);
}

/** The part of the help that lists the faults. */
function faultHelp(): string {
  const lines = faultNames.map((name) => {
    const { does, example } = faults[name];
    return `  ${`${name}${example && `=${example}`}`.padEnd(24)} ${does}\n`;
  });
  return `\nFaults, for --faults and, all but rate-limit, for Prefer headers (there a value with a / needs quotes); @0.1 at the end is
a tenth of the requests:\n${lines.join("")}`;
}

/** `start` */
export function startCommand(): Command {
  const command = new Command("start").description(
    "start the reference server, with demo data when its database is new",
  );
  for (const option of startOptions()) command.addOption(option);
  return command
    .addHelpText("after", faultHelp())
    .addHelpText("after", "\nExit codes: 0 stopped, 1 could not start or did not stop in time.")
    .action(run);
}
