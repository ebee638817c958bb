/**
 * JSON that nobody parses. Leads are stored as the text that a page will send (docs/decisions/0004), and a page leaves as the
 * bytes that the database gave: nothing is parsed, stringified or decoded on the way. The type parameters keep what the
 * compiler would otherwise lose: which type of the contract the text holds.
 */
declare const holds: unique symbol;

/** JSON text of a value of type `T`. */
export type JsonText<T> = string & { readonly [holds]: T };

/** The same in UTF-8, held as text of bytes, one character a byte (latin1): what Node writes fastest, and nobody copies. */
export type JsonBytes<T> = string & { readonly [holds]: T; readonly utf8: true };

/** Writes a value as JSON text. */
export function jsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

/** Bytes that a database gave. */
export function jsonBytes<T>(bytes: Uint8Array): JsonBytes<T> {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1") as JsonBytes<T>;
}

/** The bytes of an object with one member. A key or value that the contract does not have is a compile error. */
export function jsonObject<T, Key extends keyof T & string>(
  key: Key,
  value: JsonBytes<T[Key]>,
): JsonBytes<Pick<T, Key>> {
  // Names of the contract are ASCII: a byte each.
  return `{${JSON.stringify(key)}:${value}}` as JsonBytes<Pick<T, Key>>;
}
