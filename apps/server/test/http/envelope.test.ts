import { expect, test } from "vitest";
import { createServer, demo } from "../../src/index.ts";

async function body(envelope: "documented" | "observed", query: string): Promise<unknown> {
  const server = createServer({ store: ":memory:", logLevel: "silent", envelope });
  const headers = { authorization: `Bearer ${demo.apiKey}` };
  const url = `http://any.example/api/v1/get-leads?chatbotId=${demo.chatbotId}${query}`;
  const answer = await server.fetch(url, { headers });
  await server.close();
  return await answer.json();
}

test.each(["&size=3", "&page=999"])("the observed envelope holds what the documented one holds: %s", async (query) => {
  const documented = (await body("documented", query)) as { collectedCustomers: unknown[] };
  expect(documented).toEqual({ collectedCustomers: expect.any(Array) as unknown[] });
  expect(await body("observed", query)).toEqual({ collectedCustomers: { data: documented.collectedCustomers } });
});
