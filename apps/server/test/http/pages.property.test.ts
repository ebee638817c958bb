import type { Lead } from "@chatbase-kit/contract/operations";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createServer, hashKey, openStore, type Server } from "../../src/index.ts";
import { leadRecord } from "../../src/leads/lead-record.ts";
import { answerOf, leadIdsOf } from "./support/answer.ts";
import { getLeadsPath } from "./support/servers.ts";

const key = "a-key-of-this-test";

/** The start of a UTC day, and a lead's place in time in microseconds: exact, where a number of milliseconds is not. */
const microsecondsPerDay = 86_400_000_000n;
const dayStart = (date: string) => BigInt(Date.parse(date)) * 1000n;
function instantOf({ created_at: text }: Lead): bigint {
  const [, seconds = "", fraction = "", zone = ""] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(text) ?? [];
  return BigInt(Date.parse(seconds + zone)) * 1000n + BigInt(fraction.padEnd(6, "0"));
}

/** Newest first, ties by id. */
function inOrder(leads: readonly Lead[]): string[] {
  const earlier = (one: Lead, other: Lead) => {
    const [a, b] = [instantOf(one), instantOf(other)];
    if (a !== b) return a > b ? -1 : 1;
    return one.id < other.id ? -1 : 1;
  };
  return leads.toSorted(earlier).map(({ id }) => id);
}

const createdAt = fc
  .tuple(
    fc.constantFrom(
      "2024-02-28T23:59:59",
      "2024-02-29T00:00:00",
      "2024-02-29T12:00:00",
      "2024-03-01T00:00:00",
      "1969-12-31T23:59:59",
    ),
    fc.constantFrom("", ".0", ".000001", ".999999", ".5", ".500000"),
    fc.constantFrom("Z", "+00:00", "+02:00", "-11:30"),
  )
  .map((parts) => parts.join(""));
// Below U+D800, where the order of UTF-16 code units, of code points and of UTF-8 bytes is one.
const id = fc.string({ unit: fc.constantFrom(...Array.from("aAzZ019_-éßΩ中 ")), minLength: 1, maxLength: 3 });
const lead: fc.Arbitrary<Lead> = fc.record({ id, created_at: createdAt });
const leads = fc.uniqueArray(lead, { selector: (each) => each.id, maxLength: 40 });
const date = fc.constantFrom("1969-12-31", "1970-01-01", "2024-02-28", "2024-02-29", "2024-03-01", "9999-12-31");
const range = fc.record({ startDate: date, endDate: date }, { requiredKeys: [] });

async function serverWith(content: readonly Lead[]): Promise<Server> {
  const server = createServer({ logLevel: "silent", store: ":memory:" }, { store: openStore(":memory:") });
  const transaction = await server.store.begin();
  await transaction.addAccount({ id: "account", name: "Account" });
  await transaction.addKey({ hash: hashKey(key), accountId: "account" });
  await transaction.addChatbot({ id: "bot", accountId: "account", name: "Bot" });
  await transaction.addLeads("bot", content.map(leadRecord));
  await transaction.commit();
  return server;
}

/** All pages up to the empty one, joined. */
async function pull(server: Server, size: number, filter: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const query = new URLSearchParams({ chatbotId: "bot", page: `${page}`, size: `${size}`, ...filter });
    const headers = { authorization: `Bearer ${key}` };
    const answer = await answerOf(
      await server.fetch(`http://any.example${getLeadsPath}?${query.toString()}`, { headers }),
    );
    const found = leadIdsOf(answer);
    expect(found.length).toBeLessThanOrEqual(size);
    if (found.length === 0) return ids;
    ids.push(...found);
  }
}

test("pages joined are the whole set, newest first with ties by id; a range of dates is the part within it", async () => {
  const anySize = fc.integer({ min: 1, max: 45 });
  await fc.assert(
    fc.asyncProperty(leads, anySize, range, async (content, size, filter) => {
      const server = await serverWith(content);
      try {
        expect(await pull(server, size, {})).toEqual(inOrder(content));
        const { startDate, endDate } = filter;
        if (startDate !== undefined && endDate !== undefined && startDate > endDate) return;
        const within = content.filter(
          (each) =>
            (startDate === undefined || instantOf(each) >= dayStart(startDate)) &&
            (endDate === undefined || instantOf(each) < dayStart(endDate) + microsecondsPerDay),
        );
        expect(await pull(server, size, filter)).toEqual(inOrder(within));
      } finally {
        await server.close();
      }
    }),
    { numRuns: 120 },
  );
});
