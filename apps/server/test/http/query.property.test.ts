import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RequestError } from "../../src/http/errors.ts";
import { readQuery } from "../../src/http/query.ts";
import { type Answer, answerOf } from "./support/answer.ts";
import { anyPairs, promisedStatus, queryOf } from "./support/query-oracle.ts";
import { apiKey, chatbotId, getLeadsPath, serverForTests } from "./support/servers.ts";

const server = serverForTests();

async function ask(query: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${apiKey}` };
  return answerOf(await server().fetch(`http://any.example${getLeadsPath}?${query}`, { headers }));
}

test("the server accepts what the page accepts, and refuses what it refuses", async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(anyPairs, async (pairs) => {
      const { status } = await ask(queryOf(pairs));
      seen.set(status, (seen.get(status) ?? 0) + 1);
      expect(status).toBe(promisedStatus(pairs, chatbotId));
    }),
    { numRuns: 2_500 },
  );
  // The property says something only if all three are common.
  for (const status of [200, 400, 404]) expect(seen.get(status), `${status}`).toBeGreaterThan(30);
});

test("the order of parameters does not matter", async () => {
  await fc.assert(
    fc.asyncProperty(anyPairs, async (pairs) => {
      // Of two faults the first decides the message, but not the status.
      const outcome = ({ status, body }: Answer) => ({ status, body: status === 200 ? body : "" });
      const [one, other] = [await ask(queryOf(pairs)), await ask(queryOf(pairs.toReversed()))];
      expect(outcome(other)).toEqual(outcome(one));
    }),
    { numRuns: 500 },
  );
});

test("percent-encoding of unreserved characters does not matter", async () => {
  const encode = (text: string, which: readonly boolean[]) =>
    text.replace(/[A-Za-z0-9]/g, (character, index: number) =>
      which[index % which.length] ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : character,
    );
  const query = fc.record({ page: fc.integer({ min: 1, max: 40 }), size: fc.integer({ min: 1, max: 50 }) });
  await fc.assert(
    fc.asyncProperty(query, fc.array(fc.boolean(), { minLength: 1 }), async ({ page, size }, which) => {
      const pairs = [
        ["chatbotId", chatbotId],
        ["page", `${page}`],
        ["size", `${size}`],
        ["startDate", "2024-02-29"],
      ] as const;
      const plain = await ask(queryOf(pairs));
      const encoded = await ask(queryOf(pairs.map(([name, value]) => [encode(name, which), encode(value, which)])));
      expect(plain.status).toBe(200);
      expect(encoded.body).toBe(plain.body);
    }),
    { numRuns: 200 },
  );
});

/** What is read, nothing for a query that is refused with a 400; fails on anything else. */
function read(query: string): Record<string, string> {
  try {
    return readQuery(`/x?${query}`, [{ name: "chatbotId" }, { name: "page" }]);
  } catch (error) {
    if (error instanceof RequestError && error.reason === "invalid_parameter") return {};
    throw error;
  }
}

test("reading a query gives what was meant or a 400, and never anything else", () => {
  const pieces = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("%", "%c3", "%a9", "%ff", "&", "=", "chatbotId", "page", "+", "?"),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      for (const [name, value] of Object.entries(read(parts.join("")))) {
        expect(["chatbotId", "page"]).toContain(name);
        // What was sent raw is not ours to mend; what was encoded is whole.
        expect(value.isWellFormed() || !parts.every((part) => part.isWellFormed())).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
});

test("a plus is a space, an encoded one a plus", () => {
  expect(read("page=a+b%2Bc")).toEqual({ page: "a b+c" });
});

test("what encodeURIComponent writes is read back", () => {
  // The three that no parameter may hold are refused, and tested as such by the vectors.
  const text = fc.string({ unit: "grapheme" }).filter((value) => !/[\0\r\n]/.test(value));
  fc.assert(
    fc.property(text, (value) => {
      expect(readQuery(`/x?page=${encodeURIComponent(value)}`, [{ name: "page" }])["page"]).toBe(value);
    }),
    { numRuns: 2_000 },
  );
});
