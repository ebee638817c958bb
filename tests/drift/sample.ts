import { createHash } from "node:crypto";
import type { Mutation } from "./mutation.ts";

const rank = ({ id }: Mutation): string => createHash("sha256").update(id).digest("hex");

/**
 * A part of the list that is the same on every machine and covers every target: the targets take turns, and within each the
 * hash of the id decides. A mutation that is added later changes little of it.
 */
export function sample(mutations: readonly Mutation[], count: number): Mutation[] {
  const byTarget = Object.values(Object.groupBy(mutations, ({ target }) => target)).map((group) =>
    group.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1)),
  );
  const turns = Array.from({ length: mutations.length }, (_, turn) => byTarget.flatMap((group) => group[turn] ?? []));
  const chosen = new Set(turns.flat().slice(0, count));
  return mutations.filter((mutation) => chosen.has(mutation));
}
