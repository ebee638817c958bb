import { randomUUID } from "node:crypto";

/** Name of the header that carries the id under which the log has a request. */
export const requestIdHeader = "x-request-id";

/** All of a UUID but its last 12 digits: 74 random bits, so that no other process has them. */
const ofThisProcess = randomUUID().slice(0, -12);
let requests = 0;

/**
 * Makes the id of a request; never taken from the request itself, so that nobody can write into the log. The last 12 digits
 * count: random ones cost as much as reading a lead.
 */
export function newRequestId(): string {
  requests += 1;
  return ofThisProcess + requests.toString(16).padStart(12, "0");
}

/** Headers of every answer. Leads are personal data: no cache may keep them. */
export const commonHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

/** Every resource of this server is read-only. */
export const allowedMethods = "GET, HEAD, OPTIONS";

/** Without a charset: JSON is UTF-8 (RFC 8259 section 8.1), and the spec says exactly this. */
export const jsonType = "application/json";
