import type { IncomingMessage } from "node:http";
import { RequestError } from "./errors.ts";
import { authorityOf } from "./hosts.ts";
import type { RequestHead } from "./request-head.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route reads the body itself, and limits it. */
    readonly takesBody?: boolean;
  }
}

/** Largest request target, in bytes (RFC 9110 section 4.1 asks for 8,000 at least). */
const maxTargetLength = 8_192;
/** Largest body, in bytes, that is read over for a request that has no use for one. */
const maxBodyLength = 65_536;
/** A host as RFC 3986 section 3.2.2 has it: name, IPv4 or bracketed IPv6, and a port. */
const hostPattern = /^(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?$/;

/**
 * First check of every request: what Node's parser lets through although RFC 9112 does not.
 *
 * @param takesBody whether the body is read, and limited, elsewhere.
 * @returns undefined if the whole message is there; otherwise a promise that resolves when it has arrived, so that nothing runs
 * for one that breaks off or goes wrong in its body.
 * @throws {RequestError} 400, 413 or 414; the promise may be rejected with one.
 */
export function checkFraming(raw: IncomingMessage, head: RequestHead, takesBody = false): Promise<void> | undefined {
  checkTarget(raw.url ?? "");
  if (raw.httpVersion !== "1.1" && raw.httpVersion !== "1.0") throw new RequestError("malformed_request");
  checkHost(raw.httpVersion, head);
  const { coding } = head;
  if (coding !== undefined) checkCoding(raw.httpVersion, coding);
  if (takesBody) return undefined;
  const length = Number(head.length ?? 0);
  if (length > maxBodyLength) throw new RequestError("body_too_large");
  return coding !== undefined || length > 0 ? readOver(raw) : undefined;
}

/** A target has no fragment (RFC 9112 section 3.2); the router would cut the query off with it. A host in it is as one in Host. */
function checkTarget(target: string): void {
  if (target.length > maxTargetLength) throw new RequestError("target_too_long");
  if (target.includes("#")) throw new RequestError("malformed_request");
  if (target.startsWith("/")) return;
  const authority = authorityOf(target);
  if (authority !== undefined && !hostPattern.test(authority)) throw new RequestError("malformed_request");
}

/** RFC 9112 section 6.1: no coding but chunked is known here, and HTTP/1.0 has none. */
function checkCoding(httpVersion: string, coding: string): void {
  if (httpVersion !== "1.1" || coding.toLowerCase() !== "chunked") throw new RequestError("malformed_request");
}

/**
 * What `CONNECT` takes instead of a target: a host and a port (RFC 9110 section 9.3.6).
 *
 * @throws {RequestError} 400.
 */
export function checkAuthority(target: string): void {
  const port = Number(/:([0-9]{1,5})$/.exec(target)?.[1] ?? 0);
  if (port < 1 || port > 65_535 || !hostPattern.test(target)) throw new RequestError("malformed_request");
}

/**
 * RFC 9112 section 3.2: exactly one Host in HTTP/1.1; HTTP/1.0 may go without.
 *
 * @throws {RequestError} 400.
 */
export function checkHost(httpVersion: string, head: RequestHead): void {
  if (head.hosts === 0 && httpVersion === "1.0") return;
  if (head.hosts !== 1 || !hostPattern.test(head.host ?? "")) throw new RequestError("invalid_host");
}

/** No operation of the contract takes a body; one that comes anyway is read to its end, so that the next request is found. */
function readOver(raw: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    raw.on("data", (chunk: Buffer) => {
      length += chunk.length;
      // A chunked body does not say its length before.
      if (length > maxBodyLength) reject(new RequestError("body_too_large"));
    });
    raw.once("end", resolve);
    raw.once("close", () => reject(new RequestError("malformed_request")));
  });
}
