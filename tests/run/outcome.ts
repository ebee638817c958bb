import { type Report, readReport } from "./report.ts";
import type { Room } from "./rooms.ts";
import type { Run, TaskRun } from "./turbo.ts";

/** Tests of one room. */
export interface RoomOutcome extends Report {
  name: string;
  seconds: number;
  cached: boolean;
}

/** Lint, format or types of one package. */
export interface CheckOutcome {
  /** What to call it in the table: `lint`, `types: server`. */
  title: string;
  ok: boolean;
  /** Command that runs just this again. */
  rerun: string;
}

export interface Outcome {
  rooms: RoomOutcome[];
  checks: CheckOutcome[];
}

/** Puts together what turbo ran and what vitest counted. Whatever is missing counts as failed. */
export function collect(run: Run, rooms: Room[]): Outcome {
  const checks = run.tasks.filter(({ taskId }) => !taskId.endsWith("#test")).map(toCheck);
  if (run.tasks.length === 0) checks.push({ title: "turbo did not run", ok: false, rerun: "pnpm test" });
  return { rooms: rooms.map((room) => toRoomOutcome(room, run)), checks };
}

function toRoomOutcome(room: Room, run: Run): RoomOutcome {
  const task = run.tasks.find(({ taskId }) => taskId === `${room.packageName}#test`);
  const { passed, skipped, failures } = readReport(room) ?? {
    passed: 0,
    skipped: 0,
    failures: ["no report: vitest stopped early, or its script writes none"],
  };
  const outcome = {
    name: room.name,
    passed,
    skipped,
    failures,
    seconds: task?.seconds ?? 0,
    cached: task?.cached ?? false,
  };
  if (failures.length > 0) return outcome;
  // Errors outside any test (an unhandled rejection, say) and an empty room are failures that no test reports.
  if (task?.exitCode !== 0) return { ...outcome, failures: ["vitest failed outside of a test; see its output above"] };
  return passed === 0 ? { ...outcome, failures: ["no test ran"] } : outcome;
}

function toCheck({ taskId, exitCode }: TaskRun): CheckOutcome {
  const [packageName = "", task = ""] = taskId.split("#");
  const name = packageName.slice(packageName.indexOf("/") + 1);
  const ok = exitCode === 0;
  if (packageName === "//") return { title: task.replace(":", " "), ok, rerun: `pnpm ${task}` };
  const title = task === "typecheck" ? "types" : task;
  return { title: `${title} ${name}`, ok, rerun: `pnpm --filter ${packageName} ${task}` };
}
