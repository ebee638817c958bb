import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Store } from "../store/store.ts";
import { RequestError } from "./errors.ts";
import { countHeader } from "./headers.ts";

/** Bearer credentials, RFC 6750 section 2.1; the scheme's case does not matter (RFC 9110 section 11.1). */
const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** What is stored of a key: its SHA-256, in hexadecimal. Enough for keys of 122 random bits (docs/decisions/0005). */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/**
 * Finds the account whose key a request carries.
 *
 * @throws {RequestError} 401 `missing_key` without an Authorization header; `invalid_key` for anything but one known key.
 */
export async function authenticate(request: FastifyRequest, store: Store): Promise<string> {
  const count = countHeader(request.raw.rawHeaders, "authorization");
  if (count === 0) throw new RequestError("missing_key");
  const [, key] = bearer.exec(request.headers.authorization ?? "") ?? [];
  const accountId = count === 1 && key !== undefined ? await store.findAccountId(hashKey(key)) : undefined;
  if (accountId === undefined) throw new RequestError("invalid_key");
  return accountId;
}

/** The challenge of a 401, RFC 6750 section 3: an error is named only when credentials were sent. */
export function challengeOf(reason: string): string {
  return reason === "missing_key" ? "Bearer" : 'Bearer error="invalid_token"';
}
