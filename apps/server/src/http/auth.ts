import { hash } from "node:crypto";
import type { Socket } from "node:net";
import type { KeyGuard } from "../keys/key-guard.ts";
import type { Store } from "../store/store.ts";
import { RequestError } from "./errors.ts";
import type { RequestHead } from "./request-head.ts";

/** Bearer credentials, RFC 6750 section 2.1; the scheme's case does not matter (RFC 9110 section 11.1). */
const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** What is stored of a key: its SHA-256, in hexadecimal. Enough for keys of 122 random bits (docs/decisions/0005). */
export function hashKey(key: string): string {
  return hash("sha256", key, "hex");
}

/** What a connection has sent last: most send the same key with every request, and hashing it costs as much as finding it. */
const lastKeys = new WeakMap<Socket, { readonly header: string; readonly hash: string }>();

/** Hash of the key in an Authorization header; undefined if there is none in it. */
function keyHashOf(socket: Socket, header: string): string | undefined {
  const last = lastKeys.get(socket);
  if (last?.header === header) return last.hash;
  const [, key] = bearer.exec(header) ?? [];
  if (key === undefined) return undefined;
  const keyHash = hashKey(key);
  lastKeys.set(socket, { header, hash: keyHash });
  return keyHash;
}

/**
 * Finds the account whose key a request carries.
 *
 * @throws {RequestError} 401 `missing_key` without an Authorization header; `invalid_key` for anything but one known key; 429
 * for too many of those, and for a good key that has used up its limit.
 */
export function authenticate(
  socket: Socket,
  head: RequestHead,
  store: Store,
  guard: Pick<KeyGuard, "admit" | "refusal">,
): string | Promise<string> {
  if (head.authorizations === 0) throw new RequestError("missing_key");
  const keyHash = head.authorizations === 1 ? keyHashOf(socket, head.authorization ?? "") : undefined;
  // What does not even look like a key is nobody's guess, and does not count as one.
  if (keyHash === undefined) throw new RequestError("invalid_key");
  const admit = (accountId: string | undefined): string => {
    if (accountId === undefined) throw guard.refusal(socket.remoteAddress);
    guard.admit(keyHash);
    return accountId;
  };
  const accountId = store.findAccountId(keyHash);
  return accountId instanceof Promise ? accountId.then(admit) : admit(accountId);
}

/** The challenge of a 401, RFC 6750 section 3: an error is named only when credentials were sent. */
export function challengeOf(reason: string): string {
  return reason === "missing_key" ? "Bearer" : 'Bearer error="invalid_token"';
}
