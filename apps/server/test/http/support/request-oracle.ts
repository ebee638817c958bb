/**
 * What docs/behaviour.md says about a whole request: path, method, key and query, in the order of its checks. Written from
 * that page and not from the server: the two must agree.
 */
import * as fc from "fast-check";
import { anyPairs, type Pair, promisedStatus, queryOf } from "./query-oracle.ts";
import { apiKey, chatbotId, getLeadsPath, otherChatbotId, otherKey } from "./servers.ts";

/** A request of a well-formed message. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  /** The value of Authorization, if there is one. */
  readonly authorization: string | undefined;
  readonly pairs: readonly Pair[];
}

/** The chatbots that belong to who sends the right form of a key. */
const ownOf: Readonly<Record<string, string>> = { [apiKey]: chatbotId, [otherKey]: otherChatbotId };

/** The status that the page promises. */
export function promisedOf({ method, path, authorization, pairs }: FuzzRequest): number {
  if (path !== getLeadsPath && path !== "/api/v1/get%2Dleads") return 404;
  if (method === "OPTIONS") return 204;
  if (method !== "GET" && method !== "HEAD") return 405;
  const words = (authorization ?? "").split(/ +/);
  const own = words.length === 2 && words[0]?.toLowerCase() === "bearer" ? ownOf[words[1] ?? ""] : undefined;
  return own === undefined ? 401 : promisedStatus(pairs, own);
}

/** The target of a request. */
export function targetOf({ path, pairs }: FuzzRequest): string {
  return `${path}?${queryOf(pairs)}`;
}

/** Mostly `usual`, so that the checks behind it are reached. */
function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, fc.constantFrom(usual, ...others));
}

/** Requests of every kind, most of them for leads and with a key. */
export const anyRequest: fc.Arbitrary<FuzzRequest> = fc.record({
  method: mostly("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"),
  path: mostly(
    getLeadsPath,
    "/api/v1/get%2Dleads",
    `${getLeadsPath}/`,
    "/api/v1/Get-Leads",
    "/api/v1%2Fget-leads",
    "/get-leads",
    "/nope",
  ),
  authorization: mostly<string | undefined>(
    `Bearer ${apiKey}`,
    `bearer   ${apiKey}`,
    `Bearer ${otherKey}`,
    undefined,
    "Bearer unknown",
    `Basic ${apiKey}`,
    `Bearer ${apiKey} x`,
    apiKey,
  ),
  pairs: anyPairs,
});
