import { describe, expect, test } from "vitest";
import authorizations from "../vectors/authorization.json" with { type: "json" };
import { type Answer, answerOf, valueOf } from "./support/answer.ts";
import { expectAnswer } from "./support/promises.ts";
import { apiKey, chatbotId, expectInStep, fill, getLeadsPath, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests();
const target = `${getLeadsPath}?chatbotId=${chatbotId}`;

async function fetchWith(values: readonly string[]): Promise<Answer> {
  const headers = values.map((value): [string, string] => ["authorization", value]);
  return answerOf(await server().fetch(`http://any.example${target}`, { headers }));
}

async function sendWith(values: readonly string[]): Promise<Answer> {
  const fields = values.map((value) => `Authorization: ${value}\r\n`).join("");
  const message = `GET ${target} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`;
  return await withWire(server().originFor(message), async (wire) => {
    wire.send(message);
    const answer = await wire.next();
    await expectInStep(wire);
    return answer;
  });
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

describe.each(authorizations)("$rule", ({ status, message, authorizations: lists }) => {
  test.each(lists.map((values) => ({ values, shown: values.join(" + ").slice(0, 80) })))(
    "$shown",
    async ({ values }) => {
      const filled = values.map(fill);
      for (const answer of [await fetchWith(filled), await sendWith(filled)]) {
        expect(answer.status).toBe(status);
        expectAnswer(answer, { status, message });
        const challenge = valueOf(answer, "www-authenticate") ?? null;
        expect(await headWith(filled)).toEqual({ status, challenge });
      }
    },
  );
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
    await withWire(server().originFor(message), async (wire) => {
      wire.send(message);
      const answer = await wire.next();
      expect(answer.status).toBe(401);
      expectAnswer(answer, { status: 401, message: "No API key provided." });
      await expectInStep(wire);
    });
  });
});
