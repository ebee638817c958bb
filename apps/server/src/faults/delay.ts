import type { Fault, Outcome } from "./fault.ts";
import { longestWait, wholeNumber } from "./numbers.ts";

/** Draws a time in milliseconds. */
type Latency = (random: () => number) => number;

const range = /^([0-9]{1,9})-([0-9]{1,9})$/;
const percentiles = /^p50:([0-9]{1,9})\/p99:([0-9]{1,9})$/;
/** The 99th percentile of the normal distribution, in standard deviations. */
const p99 = 2.326_347_874;

function between(from: number, to: number): Latency {
  return (random) => from + random() * (to - from);
}

/**
 * Latencies of real services have a long tail, and the log-normal distribution is the usual model: half of the draws are
 * below the median, one in a hundred is above the 99th percentile.
 */
function longTail(median: number, tail: number): Latency {
  const deviation = Math.log(tail / median) / p99;
  return (random) => {
    // Box-Muller; 1 - random() is never 0.
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return median * Math.exp(deviation * normal);
  };
}

function pair(pattern: RegExp, value: string, least: number): [number, number] | undefined {
  const [, first = "", second = ""] = pattern.exec(value) ?? [];
  const [low, high] = [wholeNumber(first, least, longestWait), wholeNumber(second, least, longestWait)];
  return low === undefined || high === undefined || low > high ? undefined : [low, high];
}

function latencyOf(value: string): Latency | undefined {
  const fixed = wholeNumber(value, 0, longestWait);
  if (fixed !== undefined) return () => fixed;
  const ends = pair(range, value, 0);
  if (ends !== undefined) return between(...ends);
  const points = pair(percentiles, value, 1);
  return points === undefined ? undefined : longTail(...points);
}

/** Waits before it goes on with the request; the answer is then what it would have been. */
export const delay: Fault = {
  does: "wait before answering",
  takes: `0 to ${longestWait} milliseconds: one number, a range 100-800, or a distribution p50:80/p99:2000`,
  example: "100-800",
  read(value) {
    const latency = latencyOf(value);
    if (latency === undefined) return undefined;
    return {
      async before({ random, pause }): Promise<Outcome> {
        await pause(Math.min(Math.round(latency(random)), longestWait));
        return "acted";
      },
    };
  },
};
