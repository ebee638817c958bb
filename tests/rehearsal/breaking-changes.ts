/** Breaking releases to rehearse: a change of the spec, and the same change in the code that no longer fits it. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface BreakingChange {
  /** What the changelog and the table say. */
  title: string;
  from: string;
  to: string;
}

/** One for each half of an exchange. The second comes on top of the first. */
export const breakingChanges: BreakingChange[] = [
  { title: "a property of the answer has another name", from: "collectedCustomers", to: "collectedLeads" },
  { title: "a required parameter has another name", from: "chatbotId", to: "botId" },
];

/** @throws Error when the spec does not have the name */
export function changeSpec(clone: string, change: BreakingChange): void {
  if (rename(clone, ["spec/openapi.yaml"], change) === 0) throw new Error(`the spec has no ${change.from} to rename`);
}

/** Follows the spec in the packages. @returns how many files changed */
export function changeCode(clone: string, change: BreakingChange): number {
  const sources = globSync("{packages,apps}/*/src/**/*.{ts,tsx}", { cwd: clone });
  return rename(
    clone,
    sources.filter((path) => !path.includes("/generated/")),
    change,
  );
}

function rename(clone: string, paths: readonly string[], { from, to }: BreakingChange): number {
  const word = new RegExp(`\\b${from}\\b`, "g");
  const changed = paths.filter((path) => {
    const file = join(clone, path);
    const text = readFileSync(file, "utf8");
    const renamed = text.replaceAll(word, to);
    if (renamed !== text) writeFileSync(file, renamed);
    return renamed !== text;
  });
  return changed.length;
}

/** A changeset of every published package. @returns its path below the clone */
export function writeChangeset(
  clone: string,
  packages: Iterable<string>,
  bump: "major" | "minor",
  { title, from, to }: BreakingChange,
): void {
  const head = [...packages].map((name) => `"${name}": ${bump}`).join("\n");
  const text = `---\n${head}\n---\n\nRehearsed: ${title}, \`${to}\` instead of \`${from}\`.\n`;
  writeFileSync(join(clone, ".changeset/rehearsed-break.md"), text);
}
