/**
 * JSON that nobody parses. Leads are stored as the text that a page will send (docs/decisions/0004), and a page leaves as the
 * bytes that the database gave: nothing is parsed, stringified or decoded on the way. The type parameters keep what the
 * compiler would otherwise lose: which type of the contract the text holds.
 */
declare const holds: unique symbol;

/** JSON text of a value of type `T`. */
export type JsonText<T> = string & { readonly [holds]: T };

/** The same in UTF-8. */
export type JsonBytes<T> = Uint8Array & { readonly [holds]: T };

/** Writes a value as JSON text. */
export function jsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

/** The bytes of an object with one member. A key or value that the contract does not have is a compile error. */
export function jsonObject<T, Key extends keyof T & string>(
  key: Key,
  value: JsonBytes<T[Key]>,
): JsonBytes<Pick<T, Key>> {
  const begin = `{${JSON.stringify(key)}:`;
  const bytes = Buffer.allocUnsafe(begin.length + value.length + 1);
  // Names of the contract are ASCII: a byte each.
  bytes.write(begin, 0, "latin1");
  bytes.set(value, begin.length);
  bytes[bytes.length - 1] = closingBrace;
  return bytes as Uint8Array as JsonBytes<Pick<T, Key>>;
}

const closingBrace = 0x7d;
