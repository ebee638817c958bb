import { cpus, release, totalmem, type } from "node:os";
import { canPin } from "./process.ts";

/** Names the machine, so that a figure is not taken for another machine's. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const pinned = canPin
    ? "servers bound to one core, the load to another"
    : "nothing is bound to a core, because `taskset` is missing";
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${memory} GiB, ${type()} ${release()}, Node ${process.version}; ${pinned}`;
}
