import type { Command } from "commander";
import { nearMiss } from "../near-miss.ts";

/**
 * Ends the program if its first argument is no command of ours: the default command would complain about its own arguments.
 *
 * @param args of the process, without Node and the program.
 */
export function refuseUnknownCommand(program: Command, [first]: readonly string[]): void {
  const names = program.commands.map((command) => command.name());
  if (first === undefined || first.startsWith("-") || [...names, "help"].includes(first)) return;
  // The last word of a command is what people remember: `import` is `leads import`. Only as it stands: `export` is none.
  const inside = program.commands.flatMap((command) =>
    command.commands.map((each) => [each.name(), `${command.name()} ${each.name()}`] as const),
  );
  const meant = new Map(inside).get(first) ?? nearMiss(first, names);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  program.error(`There is no command ${first}. Commands: ${names.join(", ")}.${hint}`);
}
