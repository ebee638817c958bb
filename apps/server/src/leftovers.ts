import { readdirSync } from "node:fs";
import { join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A name of this process, for what it puts into a folder only while it works. */
export function ownName(beginning: string): string {
  return `${beginning}${process.pid}-`;
}

/** Finds what processes that were killed have left in a folder under an {@link ownName}. */
export function leftoversIn(folder: string, beginning: string): string[] {
  const makers = readdirSync(folder).flatMap((name) => {
    const [, pid] = name.startsWith(beginning) ? (/^(\d+)-/.exec(name.slice(beginning.length)) ?? []) : [];
    return pid === undefined || isAlive(Number(pid)) ? [] : [name];
  });
  return makers.map((name) => join(folder, name));
}
