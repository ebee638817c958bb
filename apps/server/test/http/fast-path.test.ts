/**
 * Two ways through the server: through a socket the usual request is answered before Fastify sees it, in process it is
 * Fastify's. Nobody can tell which.
 */
import { expect, test } from "vitest";
import { type Answer, answerOf, valueOf } from "./support/answer.ts";
import { apiKey, chatbotId, getLeadsPath, otherChatbotId, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests();

/** What only a connection has, and the id, which is another for each request. */
const ofOneAnswer = new Set(["connection", "keep-alive", "date", "x-request-id"]);

/** An answer without these; the order of headers means nothing. */
function comparable({ status, headers, body }: Answer): object {
  const lines = headers.filter(([name]) => !ofOneAnswer.has(name)).map(([name, value]) => `${name}: ${value}`);
  return { status, headers: lines.toSorted(), body };
}

const page = `${getLeadsPath}?chatbotId=${chatbotId}`;
const key = `Authorization: Bearer ${apiKey}`;

const requests: readonly (readonly [string, target: string, ...fields: string[]])[] = [
  ["a page", `${page}&size=3`, key],
  ["a page with dates", `${page}&startDate=2024-01-01&endDate=2026-12-31&page=2&size=7`, key],
  ["a page beyond the end", `${page}&page=999999999`, key],
  ["names in other letters", `${page}&size=2`, `AUTHORIZATION: bearer   ${apiKey}`],
  ["a parameter that nobody knows", `${page}&colour=red`, key],
  ["a near-miss", `${page}&strtDate=2024-01-01`, key],
  ["a bad size", `${page}&size=0`, key],
  ["no chatbot", getLeadsPath, key],
  ["another account's chatbot", `${getLeadsPath}?chatbotId=${otherChatbotId}`, key],
  ["no key", page],
  ["an unknown key", page, "Authorization: Bearer nobody"],
  ["a fault that it asks for", page, key, "Prefer: code=503"],
  ["a preference that is no fault", page, key, "Prefer: respond-async"],
  ["another path", `${getLeadsPath}/1`, key],
];

async function throughSocket(target: string, fields: readonly string[]): Promise<Answer> {
  const lines = fields.map((field) => `${field}\r\n`);
  return await withWire(server().directOrigin, async (wire) => {
    wire.send(`GET ${target} HTTP/1.1\r\nHost: any.example\r\n${lines.join("")}\r\n`);
    return await wire.next();
  });
}

async function inProcess(target: string, fields: readonly string[]): Promise<Answer> {
  const headers = fields.map((field): [string, string] => {
    const [name = "", ...value] = field.split(": ");
    return [name, value.join(": ")];
  });
  return await answerOf(await server().fetch(`http://any.example${target}`, { headers }));
}

test.for(requests)("%s: the same answer on both ways", async ([, target, ...fields]) => {
  const [one, other] = [await throughSocket(target, fields), await inProcess(target, fields)];
  expect(comparable(one)).toEqual(comparable(other));
  for (const answer of [one, other]) expect(valueOf(answer, "x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});
