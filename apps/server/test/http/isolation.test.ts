import { describe, expect, test } from "vitest";
import { demo } from "../../src/index.ts";
import isolation from "../vectors/isolation.json" with { type: "json" };
import { type Answer, leadIdsOf, withoutIdentity } from "./support/answer.ts";
import { expectAnswer } from "./support/promises.ts";
import { apiKey, getLeadsPath, otherChatbotId, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests();

async function ask(query: string, key = apiKey): Promise<Answer> {
  return await withWire(server().origin, async (wire) => {
    wire.send(`GET ${getLeadsPath}?chatbotId=${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    return await wire.next();
  });
}

describe.each(["", "&page=2", "&startDate=2024-01-01&endDate=2024-01-31", "&size=1000&page=999999999"])(
  "a chatbot that is not the account's, with %j",
  (more) => {
    test.each(isolation)("$kind: $query", async ({ query }) => {
      const answer = await ask(query + more);
      expectAnswer(answer, { status: 404, message: "Resource not found" });
      expect(withoutIdentity(answer), "like one that does not exist").toEqual(
        withoutIdentity(await ask(`nobody${more}`)),
      );
    });
  },
);

test.each(demo.accounts)(
  "$name gets every chatbot of its own and none of another's",
  async ({ apiKey: key, chatbots }) => {
    const all = demo.accounts.flatMap((account) => account.chatbots);
    for (const { id, leads } of all) {
      const answer = await ask(`${id}&size=1000`, key);
      const own = chatbots.some((chatbot) => chatbot.id === id);
      expect(answer.status).toBe(own ? 200 : 404);
      expect(own ? leadIdsOf(answer).length : 0).toBe(own ? Math.min(leads, 1000) : 0);
    }
  },
);

test("no lead of a page belongs to another chatbot or account", async () => {
  const { body } = await ask(`${otherChatbotId}&size=1000`, demo.accounts[1]?.apiKey);
  const { collectedCustomers } = JSON.parse(body) as {
    collectedCustomers: { chatbot_id: string; account_id: string }[];
  };
  const owners = new Set(collectedCustomers.map((lead) => `${lead.account_id} ${lead.chatbot_id}`));
  expect([...owners]).toEqual([`${demo.accounts[1]?.id} ${otherChatbotId}`]);
});
