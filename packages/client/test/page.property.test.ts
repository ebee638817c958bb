import { type Arbitrary, array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { expect, test } from "vitest";
import { type Lead, PagingError } from "../src/index.ts";
import { chatbotId, fakeApi, page } from "./support/fake-api.ts";

/** A server that lists newest first by offset, may clamp the size, and gets new leads in front between two pages. */
const worlds = record({
  start: integer({ min: 0, max: 60 }),
  size: integer({ min: 1, max: 25 }),
  /** Largest page that the server gives, whatever was asked for. */
  clamp: integer({ min: 1, max: 25 }),
  /** How many leads come in before page 2, 3, and so on. */
  inserts: array(integer({ min: 0, max: 12 }), { maxLength: 30 }),
  envelope: constantFrom("documented", "observed"),
});

type World = typeof worlds extends Arbitrary<infer T> ? T : never;

interface Outcome {
  /** Numbers of the leads that were given, in order. Lead 1 is the oldest. */
  readonly given: number[];
  /** What each page held. */
  readonly pages: number[][];
  readonly stuck: boolean;
}

async function walk({ start, size, clamp, inserts, envelope }: World): Promise<Outcome> {
  const stored = countdown(start);
  const pages: number[][] = [];
  const { client } = fakeApi(({ url }, request) => {
    if (request > 1) for (let n = inserts[request - 2] ?? 0; n > 0; n--) stored.unshift(stored.length + 1);
    const step = Math.min(Number(url.searchParams.get("size")), clamp);
    const offset = (Number(url.searchParams.get("page")) - 1) * step;
    pages.push(stored.slice(offset, offset + step));
    const items = stored.slice(offset, offset + step).map(leadOf);
    return envelope === "documented" ? page(items) : Response.json({ collectedCustomers: { data: items } });
  });

  const given: number[] = [];
  try {
    for await (const { id } of client.leads.list({ chatbotId, size })) given.push(Number(id.slice(5)));
    return { given, pages, stuck: false };
  } catch (error) {
    if (!(error instanceof PagingError)) throw error;
    return { given, pages, stuck: true };
  }
}

const countdown = (from: number) => Array.from({ length: from }, (_, index) => from - index);
const leadOf = (number: number): Lead => ({ id: `lead_${number}`, created_at: "2024-01-01T12:00:00Z" });

test("every lead that was there from the start is given exactly once, in order", async () => {
  let whole = 0;
  const property = asyncProperty(worlds, async (world) => {
    const { given, pages, stuck } = await walk(world);
    expect(new Set(given).size).toBe(given.length);

    // An insert of more than a page brings a few of the new leads along; they are given too, and once.
    const fromStart = given.filter((number) => number <= world.start);
    const promised = stuck ? countdown(world.start).slice(0, fromStart.length) : countdown(world.start);
    expect(fromStart).toEqual(promised);

    // A walk may only stand still when its last two pages, neither of them empty, held nothing new.
    const lastTwo = pages.slice(-2);
    const barren = lastTwo.every((held) => held.length > 0 && held.every((number) => given.includes(number)));
    expect(stuck).toBe(stuck && barren);
    if (!stuck) whole++;
  });
  await assert(property, { numRuns: 500 });
  // The property would be empty if most walks stood still.
  expect(whole).toBeGreaterThan(300);
});
