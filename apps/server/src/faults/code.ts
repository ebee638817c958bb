import { challengeOf } from "../http/auth.ts";
import { errorReasons } from "../http/errors.ts";
import { allowedMethods } from "../http/headers.ts";
import { STATUS_CODES } from "../http/node-names.ts";
import type { Fault } from "./fault.ts";
import { wholeNumber } from "./numbers.ts";

/** Texts that the real API documents, and our own for 429; of the other statuses the standard's name has to do. */
const messages: Readonly<Record<number, string>> = {
  400: "Invalid request data",
  401: errorReasons.invalid_key.message,
  404: errorReasons.not_found.message,
  429: errorReasons.rate_limited.message,
  500: errorReasons.internal.message,
};

/** What a status brings along (RFC 9110 sections 10.2 and 11.6, RFC 6585 section 4). */
const headers: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { "www-authenticate": challengeOf("invalid_key") },
  405: { allow: allowedMethods },
  429: { "retry-after": "1" },
  503: { "retry-after": "1" },
};

/** Refuses with a status, whatever the parameters are. The name is Prism's. */
export const code: Fault = {
  does: "refuse with a status",
  takes: "a status from 400 to 599",
  example: "503",
  read(value) {
    const status = wholeNumber(value, 400, 599);
    if (status === undefined) return undefined;
    const message = messages[status] ?? `${STATUS_CODES[status] ?? `Status ${status}`}.`;
    return { before: () => ({ status, message, headers: headers[status] ?? {} }) };
  },
};
