import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { bearer } from "../http/auth.ts";
import { RequestError } from "../http/errors.ts";
import { headOf } from "../http/request-head.ts";

/** Whether the other end of a connection is on this machine. A request without a connection comes from this very process. */
function isOfThisMachine(address: string | undefined): boolean {
  return address === undefined || address === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address);
}

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Who may ask the admin API: from where, and with which token. */
export class Door {
  readonly #from: Config["admin"];
  readonly #token: Buffer;

  constructor(from: Config["admin"], token: string) {
    this.#from = from;
    this.#token = digestOf(token);
  }

  /** @throws {RequestError} 401, 403 */
  check({ raw }: FastifyRequest): void {
    if (this.#from !== "any" && !isOfThisMachine(raw.socket.remoteAddress)) throw new RequestError("not_this_machine");
    const { authorization = "", authorizations } = headOf(raw);
    if (authorizations === 0) throw new RequestError("missing_token");
    const [, token = ""] = bearer.exec(authorization) ?? [];
    // Digests are of one length, and comparing them takes one time.
    if (authorizations > 1 || !timingSafeEqual(digestOf(token), this.#token)) throw new RequestError("invalid_token");
  }
}
