/**
 * JSON kept as text. Leads are stored as the text that a page will send (docs/decisions/0004), so a page is joined from
 * texts and nothing is parsed or stringified on the way. The type parameter keeps what the compiler would otherwise lose:
 * which type of the contract the text holds.
 */
declare const holds: unique symbol;

/** JSON text of a value of type `T`. */
export type JsonText<T> = string & { readonly [holds]: T };

/** Writes a value as JSON text. */
export function jsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

/** Joins JSON texts into the text of an array. */
export function jsonArray<T>(items: readonly JsonText<T>[]): JsonText<T[]> {
  return `[${items.join(",")}]` as JsonText<T[]>;
}

/** The text of an object with one member. A key or value that the contract does not have is a compile error. */
export function jsonObject<T, Key extends keyof T & string>(key: Key, value: JsonText<T[Key]>): JsonText<Pick<T, Key>> {
  return `{${JSON.stringify(key)}:${value}}` as JsonText<Pick<T, Key>>;
}
