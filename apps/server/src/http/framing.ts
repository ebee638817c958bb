import type { FastifyRequest } from "fastify";
import { RequestError } from "./errors.ts";
import { countHeader } from "./headers.ts";

/** Largest request target, in bytes (RFC 9110 section 4.1 asks for 8,000 at least). */
const maxTargetLength = 8_192;
/** Largest body, in bytes, that is read over for a request that has no use for one. */
const maxBodyLength = 65_536;
/** A host as RFC 3986 section 3.2.2 has it: name, IPv4 or bracketed IPv6, and a port. */
const host = /^(?:[A-Za-z0-9\-._~%!$&'()*+,;=]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?$/;

/**
 * First check of every request: what Node's parser lets through although RFC 9112 does not.
 *
 * @throws {RequestError} 400, 413 or 414.
 */
export function checkFraming({ raw, headers }: FastifyRequest): void {
  if ((raw.url?.length ?? 0) > maxTargetLength) throw new RequestError("target_too_long");
  checkHost(raw.httpVersion, countHeader(raw.rawHeaders, "host"), headers.host);
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked") throw new RequestError("malformed_request");
  if (Number(headers["content-length"] ?? 0) > maxBodyLength) throw new RequestError("body_too_large");
  if (coding !== undefined) limitChunkedBody(raw);
}

/** RFC 9112 section 3.2: exactly one Host in HTTP/1.1; HTTP/1.0 may go without. */
function checkHost(httpVersion: string, count: number, value: string | undefined): void {
  if (count === 0 && httpVersion === "1.0") return;
  if (count !== 1 || value === undefined || !host.test(value)) throw new RequestError("invalid_host");
}

/** A chunked body does not say its length; count it while it is read over, and hang up when it has no end. */
function limitChunkedBody(raw: FastifyRequest["raw"]): void {
  let length = 0;
  raw.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBodyLength) raw.destroy();
  });
}
