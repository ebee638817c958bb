/**
 * Where a lead stands among those of its chatbot: 8 bytes that fall as time goes on, then the bytes of its id. Compared
 * byte by byte, keys are in the order of a page: newest first, ties by id.
 *
 * Held as text of bytes, one character a byte (latin1): such texts compare as the bytes do, and are small.
 */
export type LeadKey = string;

/** Later than any day that RFC 3339 can write in any zone (-719,529 to 2,932,897). */
const farDay = 3_000_000;
const microsecondsPerDay = 86_400_000_000;
const wordSize = 2 ** 32;

/** Greater than every key, and than every edge of a day. */
export const endOfLeads: LeadKey = "\u00ff";

function bytesOf(word: number): string {
  return String.fromCharCode(word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff);
}

// oxlint-disable-next-line no-control-regex -- everything up to DEL is the same in ASCII and UTF-8
const ascii = /^[\x00-\x7f]*$/;

/** How many bytes of a key are the instant. */
export const instantLength = 8;

/** The first bytes of a lead's key: its day, then its microsecond, both counted backwards. */
function instantBytes(day: number, microsecond: number): string {
  const left = microsecondsPerDay - 1 - microsecond;
  // Of the 37 bits of `left`, the upper five share a word with the day.
  return bytesOf((farDay - day) * 32 + Math.floor(left / wordSize)) + bytesOf(left % wordSize);
}

/** The key of a lead whose instant is known by its {@link instantBytes}. */
export function keyOf(instant: string, id: string): LeadKey {
  return instant + (ascii.test(id) ? id : Buffer.from(id).toString("latin1"));
}

/** The key of a lead. */
export function leadKey(day: number, microsecond: number, id: string): LeadKey {
  return keyOf(instantBytes(day, microsecond), id);
}

/** Not greater than the key of any lead of this day or of an earlier one, greater than all others. */
export function startOfDay(day: number): LeadKey {
  return instantBytes(day, microsecondsPerDay - 1);
}

/** A key as a database stores it. */
export function keyBytes(key: LeadKey): Buffer {
  return Buffer.from(key, "latin1");
}

/** A key that comes from a database. */
export function keyFrom(bytes: Uint8Array): LeadKey {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
