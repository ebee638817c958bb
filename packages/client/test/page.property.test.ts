import { type Arbitrary, array, assert, asyncProperty, boolean, constantFrom, integer, record } from "fast-check";
import { expect, test } from "vitest";
import { type Lead, PagingError } from "../src/index.ts";
import { chatbotId, fakeApi, refusal } from "./support/fake-api.ts";
import { ways } from "./support/written.ts";

/** What happens on the server before it answers a request. */
const between = record({
  /** New leads in front. */
  inserts: integer({ min: 0, max: 12 }),
  /** Old leads that come in somewhere in the middle, as an import does: at these places, in parts of 1,000. */
  imports: array(integer({ min: 0, max: 999 }), { maxLength: 2 }),
  /** Leads that go, at these places, in parts of 1,000. */
  deletes: array(integer({ min: 0, max: 999 }), { maxLength: 3 }),
  /** What the next answers are instead of a page. */
  failures: array(constantFrom("restart", "cut", "429", "503"), { maxLength: 3 }),
  /** Largest page that the server gives from now on, whatever was asked for; 0 leaves it as it is. */
  clamp: constantFrom(0, 0, 0, 0, 1),
});

/** A server that lists newest first by offset, while its leads change and it is not always well. */
const worlds = record({
  start: integer({ min: 0, max: 60 }),
  size: integer({ min: 1, max: 25 }),
  clamp: integer({ min: 1, max: 25 }),
  between: array(between, { maxLength: 30 }),
  envelope: constantFrom("documented", "observed"),
  prefetch: boolean(),
  /** Whether many leads are of one moment. */
  ties: boolean(),
  written: constantFrom(...Object.keys(ways)),
});

type World = typeof worlds extends Arbitrary<infer T> ? T : never;

interface Outcome {
  /** Ids that were given, in order. */
  readonly given: string[];
  /** Ids that each answer held, in the order of the pages. */
  readonly pages: string[][];
  readonly stuck: boolean;
}

/** A list of leads that changes. */
function leadsOf({ start, ties, written }: World) {
  const write = ways[written] as (ms: number) => string;
  let made = 0;
  const at = (moment: number): Lead => ({
    id: `lead_${made++}`,
    created_at: write(1_700_000_000_000 + Math.floor(ties ? moment / 7 : moment) * 1_000),
  });
  const stored = Array.from({ length: start }, (_, index) => at(index)).toReversed();
  let newest = start;
  const place = (parts: number) => Math.floor((parts * stored.length) / 1_000);
  return {
    stored,
    change: ({ inserts, imports, deletes }: World["between"][number]) => {
      for (let n = inserts; n > 0; n--) stored.unshift(at(newest++));
      for (const parts of imports) {
        const moment = Date.parse(stored[place(parts)]?.created_at ?? "2023-11-14T22:13:20Z") - 1_700_000_000_000;
        stored.splice(place(parts), 0, at((moment / 1_000) * (ties ? 7 : 1)));
      }
      for (const parts of deletes) stored.splice(place(parts), 1);
    },
  };
}

async function walk(world: World, mayDelete: boolean): Promise<Outcome> {
  const { stored, change } = leadsOf(world);
  const pages: string[][] = [];
  const failures: string[] = [];
  let { clamp } = world;
  let changed = 0;
  const { client } = fakeApi(
    ({ url }) => {
      // Between two pages, and not between two attempts at one.
      const event = pages.length > changed ? world.between[changed++] : undefined;
      if (event !== undefined) {
        change(mayDelete ? event : { ...event, deletes: [] });
        failures.push(...event.failures);
        if (mayDelete && event.clamp > 0) clamp = Math.max(1, clamp - 1);
      }
      const failure = failures.shift();
      if (failure === "restart") throw new TypeError("fetch failed");
      if (failure === "429") return refusal(429, "slow down", { "retry-after": "0" });
      if (failure === "503") return refusal(503, "restarting");
      if (failure === "cut") {
        return new Response('{"collectedCustomers":[', { headers: { "content-type": "application/json" } });
      }
      const step = Math.min(Number(url.searchParams.get("size")), clamp);
      const offset = (Number(url.searchParams.get("page")) - 1) * step;
      const items = stored.slice(offset, offset + step);
      const answer = world.envelope === "documented" ? items : { data: items };
      pages.push(items.map(({ id }) => id));
      return Response.json({ collectedCustomers: answer });
    },
    { maxRetries: 3, retry: { baseDelay: 0, budget: 5 } },
  );

  const given: string[] = [];
  try {
    for await (const { id } of client.leads.list({ chatbotId, size: world.size }, { prefetch: world.prefetch })) {
      given.push(id);
    }
    return { given, pages, stuck: false };
  } catch (error) {
    if (!(error instanceof PagingError)) throw error;
    return { given, pages, stuck: true };
  }
}

test.each([
  ["while leads come in", false],
  ["while leads come and go and the server takes smaller steps", true],
])(
  "everything that the API gave is given exactly once and in order, %s",
  async (_, mayDelete) => {
    let whole = 0;
    const property = asyncProperty(worlds, async (world) => {
      const { given, pages, stuck } = await walk(world, mayDelete);
      // A page that was asked for ahead of a walk that stood still is served and never looked at.
      const looked = stuck && world.prefetch ? pages.slice(0, -1) : pages;
      const served = [...new Set(looked.flat())];
      const known = stuck && world.prefetch ? served.slice(0, given.length) : served;
      expect(given).toEqual(known);

      // Without deletes that is every lead that was there from the start.
      const first = Array.from({ length: world.start }, (_, index) => `lead_${index}`).toReversed();
      const fromStart = given.filter((id) => Number(id.slice(5)) < world.start);
      expect(fromStart).toEqual(mayDelete || stuck ? fromStart : first);

      // A walk may only stand still when two pages in a row, neither of them empty, held nothing new.
      expect(stuck).toBe(stuck && standsStill(pages));
      if (!stuck) whole++;
    });
    await assert(property, { numRuns: 500 });
    // The property would be empty if most walks stood still.
    expect(whole).toBeGreaterThan(200);
  },
  60_000,
);

function standsStill(pages: readonly string[][]): boolean {
  const seen = new Set<string>();
  const barren = pages.map((ids) => {
    const known = ids.length > 0 && ids.every((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    return known;
  });
  return barren.some((known, index) => known && barren[index + 1] === true);
}
