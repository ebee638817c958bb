import { distance } from "fastest-levenshtein";

/** Lower case, and nothing but letters and digits: `start_date`, `StartDate` and `startDate[]` are all `startdate`. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** `pageSize`, `page_size` and `page-size` are all `page`, `size`. */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function sortLetters(name: string): string {
  return [...name].toSorted().join("");
}

/** A letter too many, too few or two swapped; in a name of more than four letters also one or two wrong ones. */
function isTypo(name: string, known: string): boolean {
  const edits = distance(name, known);
  if (known.length > 4) return edits <= 2;
  return (
    edits === 0 ||
    (edits === 1 && name.length !== known.length) ||
    (edits === 2 && sortLetters(name) === sortLetters(known))
  );
}

/** The last of two known names that make up one without a sign of where the second begins: `pagesize`. */
function joined(folded: string, known: readonly string[]): string | undefined {
  const names = known.map(fold);
  return known.find((candidate) => names.some((first) => first + fold(candidate) === folded));
}

/**
 * The known parameter that an unknown name was probably meant to be: another case or notation, a typing error, the
 * beginning of one (`start`), or a longer name with one in it (`pageSize`).
 *
 * Short names are held to less, so that parameters of other people (`site`, `sage`) stay what they are: unknown.
 */
export function nearMiss(name: string, known: readonly string[]): string | undefined {
  const folded = fold(name);
  if (folded === "") return undefined;
  const typo = known.find((candidate) => isTypo(folded, fold(candidate)));
  if (typo !== undefined) return typo;
  const prefix = known.find((candidate) => folded.length >= 3 && fold(candidate).startsWith(folded));
  if (prefix !== undefined) return prefix;
  // The last word is the noun: a page size is a size.
  const noun = known.findLast((candidate) => words(name).includes(fold(candidate)));
  return (
    noun ??
    known.find((candidate) => candidate.length > 4 && folded.startsWith(fold(candidate))) ??
    joined(folded, known)
  );
}
