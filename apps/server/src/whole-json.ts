/** What JSON can write and UTF-8 cannot: the database would hold another text. */
const halfCharacter = /\\u[dD][89a-fA-F]/;

/** A text has half a character in it: a surrogate without the other one of its pair. */
export class HalfCharacter extends Error {
  override readonly name = "HalfCharacter";
}

function refuseHalf(name: string, value: unknown): unknown {
  if (!name.isWellFormed() || (typeof value === "string" && !value.isWellFormed()))
    throw new HalfCharacter("A text has half a character.");
  return value;
}

/**
 * JSON whose texts can be stored and sent: each character of them is whole (RFC 8259 section 8.2).
 *
 * @param text decoded from UTF-8, so that only an escape can write half a character.
 * @throws SyntaxError if it is not JSON, {@link HalfCharacter}
 */
export function parseWhole(text: string): unknown {
  // To look at each text takes long.
  return JSON.parse(text, halfCharacter.test(text) ? refuseHalf : undefined);
}
