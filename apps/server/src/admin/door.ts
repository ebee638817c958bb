import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { bearer } from "../http/auth.ts";
import { RequestError } from "../http/errors.ts";
import { headOf } from "../http/request-head.ts";
import { Guesses } from "../keys/guesses.ts";

/** Whether the other end of a connection is on this machine. A request without a connection comes from this very process. */
function isOfThisMachine(address: string | undefined): boolean {
  return address === undefined || address === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address);
}

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Who may ask the admin API: from where, and with which token. */
export class Door {
  readonly #from: Config["admin"];
  readonly #token: Buffer;
  readonly #guesses: Guesses;

  constructor({ admin, failedKeyLimit }: Pick<Config, "admin" | "failedKeyLimit">, token: string) {
    this.#from = admin;
    this.#token = digestOf(token);
    // Not by the clock that the admin API moves: whoever moves that is in already. Nor with the guesses of API keys.
    this.#guesses = new Guesses(failedKeyLimit, systemClock, {
      wrong: "invalid_token",
      tooMany: "too_many_invalid_tokens",
    });
  }

  /** @throws {RequestError} 401, 403, 429 */
  check({ raw }: FastifyRequest): void {
    if (this.#from !== "any" && !isOfThisMachine(raw.socket.remoteAddress)) throw new RequestError("not_this_machine");
    const { authorizations, authorization = "" } = headOf(raw);
    if (authorizations === 0) throw new RequestError("missing_token");
    const [, token] = bearer.exec(authorization) ?? [];
    // What does not even look like a token is nobody's guess, and does not count as one.
    if (authorizations > 1 || token === undefined) throw new RequestError("invalid_token");
    // Digests are of one length, and comparing them takes one time.
    if (!timingSafeEqual(digestOf(token), this.#token)) throw this.#guesses.refusal(raw.socket.remoteAddress);
  }
}
