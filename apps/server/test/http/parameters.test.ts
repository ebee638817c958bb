import { describe, expect, test } from "vitest";
import parameters from "../vectors/parameters.json" with { type: "json" };
import { type Answer, answerOf, leadIdsOf, withoutIdentity } from "./support/answer.ts";
import { expectAnswer, expectPromisesOfHead } from "./support/promises.ts";
import { apiKey, expectInStep, getLeadsPath, getRequest, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests();

/** Headers that belong to a connection, not to an answer. */
const ofConnection = new Set(["connection", "keep-alive"]);

function withoutConnection(answer: Answer) {
  const { headers, ...rest } = withoutIdentity(answer);
  return { ...rest, headers: headers.filter(([name]) => !ofConnection.has(name)) };
}

describe.each(parameters)("$rule", (vector) => {
  test.each(vector.queries.map((query) => ({ query, shown: query.slice(0, 80) })))("?$shown", async ({ query }) => {
    const target = `${getLeadsPath}?${query}`;
    const headers = { authorization: `Bearer ${apiKey}` };
    const viaFetch = await answerOf(await server().fetch(`http://any.example${target}`, { headers }));
    expectAnswer(viaFetch, vector);
    expect(vector.rule.includes("an empty list") ? leadIdsOf(viaFetch) : []).toEqual([]);
    await withWire(server().origin, async (wire) => {
      wire.send(getRequest(target));
      const answer = await wire.next();
      expectAnswer(answer, vector);
      expect(withoutConnection(answer)).toEqual(withoutConnection(viaFetch));
      wire.send(getRequest(target, "HEAD"));
      const head = await wire.next("HEAD");
      expectPromisesOfHead(head);
      expect(withoutIdentity(head)).toEqual({ ...withoutIdentity(answer), body: "" });
      await expectInStep(wire);
    });
  });
});
