import { describe, expect, test } from "vitest";
import parameterRules from "../vectors/parameters.json" with { type: "json" };
import { type Answer, answerOf, leadIdsOf, withoutIdentity } from "./support/answer.ts";
import { connections, expectExchange, handlerCount } from "./support/battery.ts";
import { expectAnswer } from "./support/promises.ts";
import { apiKey, getLeadsPath, getRequest, serverForTests } from "./support/servers.ts";
import { parametersOf } from "./support/vectors.ts";

const handler = handlerCount();
const server = serverForTests({}, handler.wrap);

/** Headers that belong to a connection, not to an answer. */
const ofConnection = new Set(["connection", "keep-alive"]);

function withoutConnection(answer: Answer) {
  const { headers, ...rest } = withoutIdentity(answer);
  return { ...rest, headers: headers.filter(([name]) => !ofConnection.has(name)) };
}

describe.each(parameterRules)("$rule", (rule) => {
  test.each(parametersOf(rule))("?$name", async ({ query, ...vector }) => {
    const target = `${getLeadsPath}?${query}`;
    const headers = { authorization: `Bearer ${apiKey}` };
    const viaFetch = await answerOf(await server().fetch(`http://any.example${target}`, { headers }));
    expectAnswer(viaFetch, rule);
    expect(rule.rule.includes("an empty list") ? leadIdsOf(viaFetch) : []).toEqual([]);
    const withHead = {
      ...vector,
      request: vector.request + getRequest(target, "HEAD"),
      answers: [...vector.answers, { status: rule.status, method: "HEAD" }],
    };
    for (const { before } of connections) {
      const { origin, directOrigin } = server();
      // Two requests in one packet are not for a proxy.
      const sent = before === 0 && origin !== directOrigin ? vector : withHead;
      const way = { origin: sent === vector ? origin : directOrigin, before, handlerRuns: handler.runs };
      const [answer, head] = await expectExchange(sent, { ...way, proxied: sent === vector });
      expect(answer && withoutConnection(answer)).toEqual(withoutConnection(viaFetch));
      expect(head && withoutConnection(head)).toEqual(head && { ...withoutConnection(viaFetch), body: "" });
    }
  });
});
