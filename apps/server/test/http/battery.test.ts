/** The batteries themselves: how many vectors there are, and whether a server that breaks a promise is seen. */
import { expect, test } from "vitest";
import { breaches, brokenServers } from "./support/broken-servers.ts";
import { expectExchange, handlerCount, type Vector } from "./support/battery.ts";
import { serverForTests } from "./support/servers.ts";
import { authorizations, framing, parameters, targets } from "./support/vectors.ts";

const handler = handlerCount();
const server = serverForTests({}, handler.wrap);
const batteries: Record<string, readonly Vector[]> = { framing, targets, parameters, authorizations };
const all = Object.values(batteries).flat();

test("there are at least 200 vectors of parameters and Authorization, at least 200 of HTTP, and no two are alike", () => {
  expect(parameters.length + authorizations.length).toBeGreaterThanOrEqual(200);
  expect(framing.length).toBeGreaterThanOrEqual(200);
  for (const vectors of Object.values(batteries)) {
    const requests = vectors.map(({ request }) => request);
    expect(requests.filter((request, index) => requests.indexOf(request) !== index)).toEqual([]);
  }
});

/** Names of the vectors that a battery finds broken, on connections of their own. */
async function broken(vectors: readonly Vector[], origin: string): Promise<string[]> {
  const names: string[] = [];
  for (const vector of vectors) {
    const way = { origin, before: 0, handlerRuns: handler.runs };
    await expectExchange(vector, way).catch(() => void names.push(vector.name));
  }
  return names;
}

test.each(brokenServers)("a server that $does fails the battery", async ({ start, breaks }) => {
  const front = await start(server().directOrigin);
  try {
    const seen = await broken(all, front.origin);
    const expected = all.filter(breaks).map(({ name }) => name);
    expect(expected.length).toBeGreaterThan(100);
    expect(
      expected.filter((name) => !seen.includes(name)),
      "broken, and not seen",
    ).toEqual([]);
  } finally {
    await front.close();
  }
});

test("the same server, handed on by the same means and unbroken, does not", async () => {
  const front = await breaches.none(server().directOrigin);
  try {
    expect(await broken(all, front.origin)).toEqual([]);
  } finally {
    await front.close();
  }
});
