/** What makes each of these examples a command: it says how it is used, and fails in one line. */
import { ChatbaseError } from "@chatbase-kit/client";

/**
 * The arguments of the command.
 *
 * With `--help` it prints the usage instead and exits with 0; with fewer arguments than needed, with 2. A failure ends it with 1.
 */
export function startCommand(usage: string, needed: number): string[] {
  process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
    // Whoever reads the output has enough of it, as `| head -1` has.
    if (error.code === "EPIPE") process.exit(0);
    // What the client says is for people; where anything else came from matters to whoever mends it.
    process.stderr.write(`${error instanceof ChatbaseError ? String(error) : error.stack}\n`);
    process.exit(1);
  });
  const given = process.argv.slice(2);
  const help = given.includes("--help");
  if (help || given.length < needed) {
    process[help ? "stdout" : "stderr"].write(`${usage}\n`);
    process.exit(help ? 0 : 2);
  }
  return given;
}
