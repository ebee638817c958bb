/** Values -> their kinds: what may be said of a request or an answer without saying what was in it. */

const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const digits = /^[1-9]\d{0,8}$/;

/** Distinct items of an array that are kept. */
const mostItems = 5;
/** Longest JSON that is looked into, in characters. */
const mostCharacters = 262_144;

/** What stands for a text: another of the same kind. Empty stays empty. */
export function kindOfText(text: string): string {
  if (text === "") return text;
  if (day.test(text)) return "2000-01-01";
  if (instant.test(text)) return "2000-01-01T00:00:00Z";
  if (email.test(text)) return "redacted@example.com";
  return digits.test(text) ? "1" : "redacted";
}

function kindOf(value: unknown): unknown {
  if (typeof value === "string") return kindOfText(value);
  if (typeof value === "number") return 0;
  if (Array.isArray(value)) {
    const kinds = new Map(value.map((item) => kindOf(item)).map((kind) => [JSON.stringify(kind), kind]));
    return [...kinds.values()].slice(0, mostItems);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, kindOf(member)]));
}

/** What stands for JSON text: as valid or invalid as it, with the same members. Undefined if it is too long to be looked into. */
export function kindOfJson(text: string): string | undefined {
  if (text.length > mostCharacters) return undefined;
  try {
    return JSON.stringify(kindOf(JSON.parse(text)));
  } catch {
    return "redacted: not JSON";
  }
}
