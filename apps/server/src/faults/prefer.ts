/**
 * `Prefer` and `Preference-Applied`, RFC 7240. The one library for it splits at the right places, but it turns names into
 * camel case, leaves the backslashes in quoted text and takes what the grammar refuses.
 */

/** A preference: its name in lower case, and its value, empty when it has none (section 2: the two are the same). */
export type Preference = readonly [name: string, value: string];

const token = String.raw`[!#$%&'*+\-.^_${"`"}|~0-9A-Za-z]+`;
const quoted = String.raw`"(?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"`;
const pair = String.raw`(${token})(?:[ \t]*=[ \t]*(${token}|${quoted}))?`;
/** One preference with its parameters, which nothing here has a use for. */
const preference = new RegExp(String.raw`^[ \t]*${pair}(?:[ \t]*;(?:[ \t]*${pair})?)*[ \t]*$`);
const member = new RegExp(String.raw`(?:${quoted}|[^,"]|")+`, "g");
const plain = new RegExp(`^${token}$`);

function unquote(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, "$1") : word;
}

/**
 * Reads the value of `Prefer`; several headers count as one, joined with commas. What is not a preference is left out, and so
 * is a name that stood before: the first one counts.
 */
export function readPreferences(header: string): readonly Preference[] {
  const found = new Map<string, string>();
  for (const [text] of header.matchAll(member)) {
    const [, name = "", value = ""] = preference.exec(text) ?? [];
    const key = name.toLowerCase();
    if (key !== "" && !found.has(key)) found.set(key, unquote(value));
  }
  return [...found];
}

/** Writes the value of `Preference-Applied` (section 3). */
export function writePreferences(preferences: readonly Preference[]): string {
  return preferences
    .map(([name, value]) => {
      if (value === "") return name;
      return `${name}=${plain.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`}`;
    })
    .join(", ");
}
