import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryableStatuses } from "../src/errors/api-errors.ts";
import { type Attempt, decide, type Outcome, retryAfterOf } from "../src/retry.ts";
import vectors from "./vectors/retry.json" with { type: "json" };

const policy = { ...vectors.policy, random: () => 0.5 };
const attempt: Attempt = { retries: 0, idempotent: true, free: true, budget: 5, remaining: 100_000 };
const failed: Outcome = { retryable: true, closed: false, retryAfterMs: undefined, limited: false };
const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

const cells = vectors.outcomes.flatMap(({ title, outcome, cells }) =>
  vectors.situations.map((situation, index) => ({
    title: `${title} | ${situation.title}`,
    attempt: { ...attempt, ...situation.attempt },
    outcome: { ...failed, ...outcome },
    expected: cells[index],
  })),
);

/** A decision in the words of the table. */
function words(decision: ReturnType<typeof decide>, outcome: Outcome): string {
  if (decision === undefined) return "stop";
  if (decision.free) return "at once";
  return decision.wait > (outcome.retryAfterMs ?? Number.POSITIVE_INFINITY) ? "wait that long and more" : "wait";
}

describe("the retry table", () => {
  test.each(cells)("$title: $expected", ({ attempt, outcome, expected }) => {
    expect(words(decide(attempt, outcome, policy), outcome)).toBe(expected);
  });

  test("is the one of the README", () => {
    const [head = "", , ...rows] = (/^\| what happened .*?(?=\n\n)/ms.exec(readme)?.[0] ?? "").split("\n");
    const split = (row: string) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
    expect(split(head).slice(1)).toEqual(vectors.situations.map(({ title }) => title));
    expect(rows.map(split)).toEqual(vectors.outcomes.map(({ title, cells }) => [title, ...cells]));
    expect(vectors.outcomes[1]?.title).toBe(retryableStatuses.join(", "));
  });
});

describe("decide", () => {
  const waits = (random: number, more: Partial<Attempt> = {}, outcome: Partial<Outcome> = {}) =>
    decide({ ...attempt, ...more }, { ...failed, ...outcome }, { ...policy, maxRetries: 9, random: () => random });

  test("spreads the waits evenly from 0 to a bound that doubles up to maxDelay", () => {
    const bounds = [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000];
    for (const [retries, bound] of bounds.entries()) {
      expect(waits(0, { retries })).toEqual({ wait: 0, cost: 1, free: false });
      expect(waits(0.25, { retries })).toEqual({ wait: bound / 4, cost: 1, free: false });
      expect(waits(0.999, { retries })).toEqual({ wait: 0.999 * bound, cost: 1, free: false });
    }
  });

  test("waits at least as long as the server asks, and no longer than maxRetryAfter allows", () => {
    expect(waits(0.5, { retries: 1 }, { retryAfterMs: 60_000 })).toMatchObject({ wait: 60_500, cost: 1 });
    expect(waits(0.5, { retries: 1 }, { retryAfterMs: 60_001 })).toBeUndefined();
    expect(waits(0, {}, { retryAfterMs: 0 })).toMatchObject({ wait: 0 });
  });

  test("begins no wait that the total timeout would cut off", () => {
    expect(waits(0.5, { remaining: 250 })).toBeUndefined();
    expect(waits(0.5, { remaining: 251 })).toMatchObject({ wait: 250 });
    // A timer of the whole time that rang early.
    expect(waits(0, { remaining: 0.99 })).toBeUndefined();
  });

  test("takes one from the budget, nothing for a 429 that says when to come back, and never more than is there", () => {
    expect(waits(0, { budget: 1 })).toMatchObject({ cost: 1 });
    expect(waits(0, { budget: 0.99 })).toBeUndefined();
    expect(waits(0, { budget: 0 }, { retryAfterMs: 1, limited: true })).toMatchObject({ cost: 0 });
    expect(waits(0, { budget: 0 }, { limited: true })).toBeUndefined();
    expect(waits(0, { budget: 0 }, { retryAfterMs: 1 })).toBeUndefined();
  });

  test("gives the free retry of a closed connection once", () => {
    expect(waits(0.5, { free: true }, { closed: true })).toEqual({ wait: 0, cost: 0, free: true });
    expect(waits(0.5, { free: false }, { closed: true })).toEqual({ wait: 250, cost: 1, free: false });
  });

  test("never waits below zero, above its bounds, or after a stop, whatever comes", () => {
    const any = fc.record({
      retries: fc.nat(200),
      retryAfterMs: fc.option(fc.nat(), { nil: undefined }),
      remaining: fc.integer({ min: -1_000, max: 200_000 }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ retries, retryAfterMs, remaining, random }) => {
        const decision = decide(
          { ...attempt, retries, remaining },
          { ...failed, retryAfterMs },
          { ...policy, maxRetries: 100, random: () => random },
        );
        if (decision === undefined) return;
        expect(decision.wait).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
        expect(decision.wait).toBeLessThanOrEqual((retryAfterMs ?? 0) + policy.maxDelay);
        expect(decision.wait).toBeLessThan(remaining);
      }),
    );
  });
});

describe("Retry-After", () => {
  test.each(vectors.retryAfter)("$value, sent at $date", ({ value, date, ms }) => {
    const headers = new Headers({ "retry-after": value, ...(date === undefined ? {} : { date }) });
    expect(retryAfterOf(headers)).toBe(ms ?? undefined);
  });

  test("as a date without a Date beside it is measured against our clock", () => {
    const headers = new Headers({ "retry-after": new Date(Date.now() + 10_000).toUTCString() });
    const ms = retryAfterOf(headers) ?? 0;
    expect(ms).toBeGreaterThan(8_000);
    expect(ms).toBeLessThanOrEqual(10_000);
  });

  test("is undefined when there is none", () => expect(retryAfterOf(new Headers())).toBeUndefined());
});
