import { describe, expect, test } from "vitest";
import authorizationRules from "../vectors/authorization.json" with { type: "json" };
import { type Answer, answerOf, valueOf } from "./support/answer.ts";
import { connections, expectExchange, handlerCount, type Vector } from "./support/battery.ts";
import { expectAnswer } from "./support/promises.ts";
import { apiKey, chatbotId, getLeadsPath, serverForTests } from "./support/servers.ts";
import { authorizationsOf } from "./support/vectors.ts";

const handler = handlerCount();
const server = serverForTests({}, handler.wrap);
const target = `${getLeadsPath}?chatbotId=${chatbotId}`;

async function fetchWith(values: readonly string[]): Promise<Answer> {
  const headers = values.map((value): [string, string] => ["authorization", value]);
  return answerOf(await server().fetch(`http://any.example${target}`, { headers }));
}

/** The status of the same request with HEAD, which must not be a way around. */
async function headWith(values: readonly string[]): Promise<{ status: number; challenge: string | null }> {
  const headers = values.map((value): [string, string] => ["authorization", value]);
  const { status, headers: received } = await server().fetch(`http://any.example${target}`, {
    method: "HEAD",
    headers,
  });
  return { status, challenge: received.get("www-authenticate") };
}

/** The answers on both kinds of connection; on the fresh one through a recorder, if there is one. */
async function sendOnBoth(vector: Vector): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { before } of connections) {
    const origin = before === 0 ? server().originFor(vector.request) : server().directOrigin;
    const proxied = origin !== server().directOrigin;
    answers.push(...(await expectExchange(vector, { origin, before, handlerRuns: handler.runs, proxied })));
  }
  return answers;
}

describe.each(authorizationRules)("$rule", (rule) => {
  test.each(authorizationsOf(rule))("$name", async ({ values, ...vector }) => {
    const viaFetch = await fetchWith(values);
    expectAnswer(viaFetch, rule);
    for (const answer of [viaFetch, ...(await sendOnBoth(vector))]) {
      expect(answer.status).toBe(rule.status);
      const challenge = valueOf(answer, "www-authenticate") ?? null;
      expect(await headWith(values)).toEqual({ status: rule.status, challenge });
    }
  });
});

describe("a key anywhere else is no key", () => {
  const elsewhere: [where: string, target: string, field: string][] = [
    ["in the query", `${target}&apiKey=${apiKey}&access_token=${apiKey}&key=${apiKey}`, ""],
    ["in a cookie", target, `Cookie: Authorization=Bearer ${apiKey}; token=${apiKey}\r\n`],
    ["in X-API-Key", target, `X-API-Key: ${apiKey}\r\n`],
    ["in Proxy-Authorization", target, `Proxy-Authorization: Bearer ${apiKey}\r\n`],
    ["in X-Authorization", target, `X-Authorization: Bearer ${apiKey}\r\n`],
    ["in the user of the target", `http://${apiKey}@x${target}`, ""],
    ["in a trailer", target, "Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n"],
  ];
  test.each(elsewhere)("%s", async (where, sent, field) => {
    const body = where === "in a trailer" ? `0\r\nAuthorization: Bearer ${apiKey}\r\n\r\n` : "";
    const message = `GET ${sent} HTTP/1.1\r\nHost: x\r\n${field}\r\n${body}`;
    const answers = [{ status: 401, message: "No API key provided." }];
    const received = await sendOnBoth({ name: where, request: message, answers, closes: false });
    expect(received.map(({ status }) => status)).toEqual([401, 401]);
  });
});
