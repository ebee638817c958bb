/** What the next release already says about itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readChangesets } from "@changesets/read";
import { type Bump, bumpBetween, largest } from "./bump.ts";

export interface Given {
  bump: Bump;
  /** Names of the changesets that give it, or how the version moved. */
  by: string[];
}

/** As much of a changeset as decides here. */
export interface Changeset {
  id: string;
  releases: readonly { name: string; type: Bump }[];
}

/**
 * The bump that pending changesets give, together with the versions that moved since the last release.
 *
 * Both count, because `changeset version` turns the first into the second: the gate must say the same before and after.
 */
export function givenBump(
  changesets: readonly Changeset[],
  group: readonly string[],
  versions: { before: string; now: string },
): Given {
  const pending = changesets.flatMap(({ id, releases }) => {
    // A package outside of the group is not published; what is said of it moves no version.
    const bump = largest(releases.filter(({ name }) => group.includes(name)).map(({ type }) => type));
    return bump === "none" ? [] : [{ bump, by: `.changeset/${id}.md (${bump})` }];
  });
  const moved = bumpBetween(versions.before, versions.now);
  const all =
    moved === "none"
      ? pending
      : [...pending, { bump: moved, by: `version ${versions.before} -> ${versions.now} (${moved})` }];
  return { bump: largest(all.map(({ bump }) => bump)), by: all.map(({ by }) => by) };
}

/** Reads the changesets of a repository. @throws Error with the text of the one that cannot be read */
export async function readGiven(root: string, versions: { before: string; now: string }): Promise<Given> {
  const { fixed } = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8")) as { fixed: string[][] };
  return givenBump(await changesetsOf(root), fixed.flat(), versions);
}

/** The library quotes a file that it cannot read, and does not say what it was looking at. */
async function changesetsOf(root: string): Promise<Changeset[]> {
  try {
    return await readChangesets(root);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`A file in .changeset/ cannot be read; mend it, or write it with \`pnpm changeset\`:\n${said}`, {
      cause: error,
    });
  }
}
