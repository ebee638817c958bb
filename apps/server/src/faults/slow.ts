import type { Fault } from "./fault.ts";
import { longestWait, wholeNumber } from "./numbers.ts";

/** Sends the headers at once and the body in small pieces: deadlines that end with the headers do not see it. */
export const slow: Fault = {
  does: "send the body in pieces, over so many milliseconds",
  takes: `1 to ${longestWait} milliseconds`,
  example: "3000",
  read(value) {
    const milliseconds = wholeNumber(value, 1, longestWait);
    return milliseconds === undefined ? undefined : { delivery: { milliseconds } };
  },
};
