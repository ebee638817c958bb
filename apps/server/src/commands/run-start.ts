import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import type { Config } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { banner } from "./banner.ts";

/** How long a stop leaves idle connections open, in milliseconds: what a client has sent and we have not read is in flight too. */
const retirement = 250;

async function stop(server: RunningServer): Promise<never> {
  setTimeout(() => process.exit(1), retirement + server.config.grace).unref();
  await server.retire();
  await setTimeoutPromise(retirement);
  await server.close();
  process.exit(0);
}

/**
 * Stops on the first SIGINT, SIGTERM or SIGHUP: exit code 0 when all is answered, 1 when the grace period ends before. SIGHUP
 * comes right after a Ctrl+C when the package runner in front of this process leads the terminal's session.
 */
function stopOnSignal(server: RunningServer): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A second Ctrl+C does not wait.
      if (stopping && signal === "SIGINT") process.exit(1);
      if (!stopping) void stop(server);
      stopping = true;
    });
  }
}

/** `start`: serves until a signal comes. */
export async function start(config: Config): Promise<void> {
  const server = await startServer(config);
  stopOnSignal(server);
  process.stdout.write(await banner(server));
  if (!isLoopback(config.host)) {
    process.stderr.write(
      `Warning: ${config.host} is not a loopback address, and the demo keys are public knowledge.\n`,
    );
  }
}
