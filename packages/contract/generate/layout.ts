/** How printed code is laid out: on one line where it fits in 120 columns, else one item a line. */

export const width = 120;

/** Code that can be broken over lines: a plain text, or items between an opening and a closing text. */
export type Code = string | { open: string; items: Code[]; close: string; broken?: boolean };

/** @param used - columns that are taken on the first line before this code begins. */
export function print(code: Code, indent = "", used = indent.length): string {
  if (typeof code === "string") return code;
  const flat = flatten(code);
  // One column is kept for the comma or semicolon that follows.
  if (!isBroken(code) && used + flat.length < width) return flat;
  const inner = `${indent}  `;
  const items = code.items.map((item) => `${inner}${print(item, inner)},\n`);
  return `${code.open}\n${items.join("")}${indent}${code.close}`;
}

/** The same code with text before and after it: `wrap("z.optional(", code, ")")`. */
export function wrap(before: string, code: Code, after = ""): Code {
  if (typeof code === "string") return before + code + after;
  return { ...code, open: before + code.open, close: code.close + after };
}

/** `{ a: 1 }` */
export function record(entries: [key: string, value: Code][], broken = false): Code {
  return { open: "{", items: entries.map(([key, value]) => wrap(`${keyOf(key)}: `, value)), close: "}", broken };
}

/** `[1, 2]` */
export function list(items: Code[], broken = false): Code {
  return { open: "[", items, close: "]", broken };
}

/** A property name, quoted only where it must be. */
export function keyOf(name: string): string {
  return /^([A-Za-z_$][\w$]*|0|[1-9]\d*)$/.test(name) ? name : quote(name);
}

export function quote(text: string): string {
  return JSON.stringify(text);
}

function flatten(code: Code): string {
  if (typeof code === "string") return code;
  const items = code.items.map(flatten).join(", ");
  return code.open.endsWith("{") && items ? `${code.open} ${items} ${code.close}` : code.open + items + code.close;
}

function isBroken(code: Code): boolean {
  return typeof code !== "string" && (code.broken === true || code.items.some(isBroken));
}
