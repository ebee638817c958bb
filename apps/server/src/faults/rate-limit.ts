import { errorReasons } from "../http/errors.ts";
import { type Limit, LimitCounter, readLimit } from "../http/limit.ts";
import type { Approach, Fault, Outcome } from "./fault.ts";

/**
 * So many requests an API key: the rest is refused with 429 (RFC 6585 section 4) and a `Retry-After` in whole seconds. A window
 * begins with its first request. What is refused does not count, and no key counts for another.
 */
function limiter(limit: Limit): (approach: Approach) => Outcome {
  const counter = new LimitCounter(limit);
  return ({ caller }) => {
    const wait = counter.take(caller);
    return wait === 0 ? "passed" : { ...errorReasons.rate_limited, headers: { "retry-after": String(wait) } };
  };
}

/** Rate limit of each API key. */
export const rateLimit: Fault = {
  does: "allow an API key so many requests, then answer 429 with Retry-After",
  takes: "a number of requests for each second, minute or hour, such as 5/s, 60/m or 1000/h",
  example: "60/m",
  standing: true,
  read(value) {
    const limit = readLimit(value);
    return limit && { before: limiter(limit) };
  },
};
