import { randomBytes } from "node:crypto";

/** 160 bits: too many to be guessed, so that a fast hash is enough (docs/decisions/0005). */
const secretBytes = 20;

/** What every key begins with, for people and for scanners that look for secrets: `cbkit_` and 40 hexadecimal digits. */
const prefix = "cbkit_";

/** Makes a key: 160 random bits. */
export function newApiKey(): string {
  return prefix + randomBytes(secretBytes).toString("hex");
}

/** Whether a text looks like a key of {@link newApiKey}. */
export function looksLikeApiKey(text: string): boolean {
  return text.startsWith(prefix);
}

/** The first digits of a key's hash: who has the key can tell its id, and nobody can tell the key. */
const idDigits = 16;

/** What a key is called when it is listed and revoked. @param hash of the key, as by `hashKey`. */
export function keyIdOf(hash: string): string {
  return `key_${hash.slice(0, idDigits)}`;
}
