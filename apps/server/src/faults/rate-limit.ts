import { errorReasons } from "../http/errors.ts";
import type { Approach, Fault, Outcome } from "./fault.ts";

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
const limit = /^([1-9][0-9]{0,8})\/([smh])$/;

interface Window {
  /** When it ends, by the monotonic clock, in milliseconds. */
  readonly end: number;
  requests: number;
}

/**
 * So many requests an API key: the rest is refused with 429 (RFC 6585 section 4) and a `Retry-After` in whole seconds. A window
 * begins with its first request. What is refused does not count, and no key counts for another.
 */
function limiter(most: number, length: number): (approach: Approach) => Outcome {
  // As many as there are keys: nobody comes here without a good one.
  const windows = new Map<string, Window>();
  return ({ caller }) => {
    const now = performance.now();
    const current = windows.get(caller);
    const window = current !== undefined && current.end > now ? current : { end: now + length, requests: 0 };
    windows.set(caller, window);
    if (window.requests < most) {
      window.requests += 1;
      return "passed";
    }
    const wait = Math.ceil((window.end - now) / 1_000);
    return { ...errorReasons.rate_limited, headers: { "retry-after": String(wait) } };
  };
}

/** Rate limit of each API key. */
export const rateLimit: Fault = {
  does: "allow an API key so many requests, then answer 429 with Retry-After",
  takes: "a number of requests for each second, minute or hour, such as 5/s, 60/m or 1000/h",
  example: "60/m",
  standing: true,
  read(value) {
    const [, requests, unit = ""] = limit.exec(value) ?? [];
    const length = seconds[unit];
    return length === undefined ? undefined : { before: limiter(Number(requests), length * 1_000) };
  },
};
