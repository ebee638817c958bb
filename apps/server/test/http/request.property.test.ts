/**
 * Accept or refuse: the server against an oracle, both ways. `CHATBASE_FUZZ=100000` makes it the long run, with 5,000 requests
 * through sockets.
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expectExchange, handlerCount } from "./support/battery.ts";
import { anyRequest, type FuzzRequest, promisedOf, targetOf } from "./support/request-oracle.ts";
import { apiKey, getLeadsPath, otherChatbotId, otherKey, serverForTests } from "./support/servers.ts";

const requests = Number(process.env["CHATBASE_FUZZ"] ?? 5_000);
const requestsOfSockets = Math.max(1_000, requests / 20);
const inOnePacket = 5;
/** Milliseconds: a limit for what hangs. */
const patience = 60_000 + requests * 20;

const handler = handlerCount();
const server = serverForTests({}, handler.wrap);

type Ask = (request: FuzzRequest) => Promise<number>;

const ask: Ask = async (request) => {
  const { method, authorization } = request;
  const headers = authorization === undefined ? {} : { authorization };
  const answer = await server().fetch(`http://any.example${targetOf(request)}`, { method, headers });
  return answer.status;
};

/** Fails for the first request that one takes and the other does not. @returns how often each status was met, and with what. */
async function expectAgreement(asking: Ask, numRuns: number): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const agrees = fc.asyncProperty(anyRequest, async (request) => {
    const status = await asking(request);
    const names = request.pairs.map(([name]) => `${status} with ${name}`);
    for (const each of [`${status}`, ...names]) seen.set(each, (seen.get(each) ?? 0) + 1);
    expect(status).toBe(promisedOf(request));
  });
  await fc.assert(agrees, { numRuns, endOnFailure: true });
  return seen;
}

test(
  "the server takes what the page says, and refuses what it refuses",
  async () => {
    const seen = await expectAgreement(ask, requests);
    // It says something only if every kind is common.
    const parameters = ["chatbotId", "startDate", "endDate", "page", "size"];
    const common = [
      ...parameters.flatMap((name) => [`200 with ${name}`, `400 with ${name}`]),
      "204",
      "401",
      "404",
      "405",
    ];
    expect(common.filter((each) => (seen.get(each) ?? 0) <= 25)).toEqual([]);
  },
  patience,
);

test(
  "through sockets, five in one packet",
  async () => {
    const packet = fc.array(anyRequest, { minLength: inOnePacket, maxLength: inOnePacket });
    const agrees = fc.asyncProperty(packet, async (all) => {
      const texts = all.map(({ method, authorization, ...rest }) => {
        const field = authorization === undefined ? "" : `Authorization: ${authorization}\r\n`;
        const target = targetOf({ method, authorization, ...rest });
        return `${method} ${target} HTTP/1.1\r\nHost: x\r\n${field}\r\n`;
      });
      const answers = all.map((each) => ({ status: promisedOf(each), method: each.method }));
      const vector = { name: "any", request: texts.join(""), answers, closes: false };
      await expectExchange(vector, { origin: server().directOrigin, before: 0, handlerRuns: handler.runs });
    });
    const numRuns = requestsOfSockets / inOnePacket;
    await expect(fc.assert(agrees, { numRuns, endOnFailure: true })).resolves.toBeUndefined();
  },
  patience,
);

/** Servers that take too much or too little, as changes of what a sound one is asked or says. */
const wrong: readonly { readonly does: string; readonly ask: Ask }[] = [
  {
    does: "cuts a large size down",
    ask: ({ pairs, ...rest }) => {
      const clamped = pairs.map(([name, value]) => [name, /^[1-9]\d{3}$/.test(value) ? "1000" : value] as const);
      return ask({ ...rest, pairs: clamped });
    },
  },
  {
    does: "drops what it does not know",
    ask: ({ pairs, ...rest }) =>
      ask({ ...rest, pairs: pairs.filter(([name]) => /^(?:chatbotId|startDate|endDate|page|size)$/.test(name)) }),
  },
  {
    does: "takes the last of a parameter that is given twice",
    ask: ({ pairs, ...rest }) => ask({ ...rest, pairs: [...new Map(pairs)] }),
  },
  {
    does: "refuses every parameter that it does not know",
    ask: async (request) => (request.pairs.some(([name]) => name === "foo" || name === "q") ? 400 : ask(request)),
  },
  { does: "opens to any key", ask: (request) => ask({ ...request, authorization: `Bearer ${apiKey}` }) },
  {
    does: "tells a stranger about parameters",
    ask: async (request) => {
      const [status, opened] = [await ask(request), await ask({ ...request, authorization: `Bearer ${apiKey}` })];
      return status === 401 && opened === 400 ? 400 : status;
    },
  },
  {
    does: "minds the case of the scheme",
    ask: async (request) => (request.authorization?.startsWith("bearer") ? 401 : ask(request)),
  },
];

test.each(wrong)("a server that $does does not agree", async ({ ask: asking }) => {
  await expect(expectAgreement(asking, 5_000)).rejects.toThrow("Property failed");
});

test("narrower dates give a part of what wider ones give, in the same order", async () => {
  const day = fc
    .integer({ min: 0, max: 1_200 })
    .map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10));
  const idsOf = async (startDate = "", endDate = ""): Promise<string[]> => {
    const target = `${getLeadsPath}?chatbotId=${otherChatbotId}&size=1000&startDate=${startDate}&endDate=${endDate}`;
    const headers = { authorization: `Bearer ${otherKey}` };
    const body: unknown = await (await server().fetch(`http://any.example${target}`, { headers })).json();
    return (body as { collectedCustomers: { id: string }[] }).collectedCustomers.map(({ id }) => id);
  };
  let proper = 0;
  const isPart = fc.asyncProperty(fc.tuple(day, day, day, day), async (days) => {
    const [start, narrowStart, narrowEnd, end] = days.toSorted();
    const [wide, narrow] = [await idsOf(start, end), await idsOf(narrowStart, narrowEnd)];
    const first = wide.indexOf(narrow[0] ?? "");
    expect(narrow.length === 0 ? [] : wide.slice(first, first + narrow.length)).toEqual(narrow);
    if (narrow.length > 0 && narrow.length < wide.length) proper += 1;
  });
  await fc.assert(isPart, { numRuns: 150 });
  expect(proper).toBeGreaterThan(20);
});
