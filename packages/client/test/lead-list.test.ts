import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ContractError } from "../src/index.ts";
import { all, chatbotId, failure, fakeApi } from "./support/fake-api.ts";
import broken from "./vectors/broken-leads.json" with { type: "json" };
import envelopes from "./vectors/envelopes.json" with { type: "json" };

const answering = (body: unknown) => fakeApi(() => Response.json(body, { headers: { "x-request-id": "req_1" } }));

describe("an answer that keeps the contract", () => {
  test.each(envelopes)("$why", async ({ body, envelope, items }) => {
    const result = await answering(body).client.leads.list({ chatbotId });
    expect(result).toEqual({ items, envelope, page: 1, size: undefined });
    // toEqual looks away from undefined; these would show in a user's CSV.
    expect(result.items.map((item) => Object.keys(item).toSorted())).toEqual(
      items.map((item) => Object.keys(item).toSorted()),
    );
  });
});

describe("an answer that breaks the contract", () => {
  test.each(broken)("$why", async ({ body, pointer, says }) => {
    const error = await failure(answering(body).client.leads.list({ chatbotId }));
    expect(error).toBeInstanceOf(ContractError);
    expect(error).toMatchObject({ pointer, status: 200, requestId: "req_1", operationId: "getLeads" });
    expect(String(error)).toContain(says);
    expect(inspect(error, { depth: null }) + JSON.stringify(error)).not.toContain("PERSONAL");
  });

  test("stops a walk with everything before it given", async () => {
    const good = { id: "a", created_at: "2024-01-01T12:00:00Z" };
    const { client } = fakeApi((_, number) => Response.json({ collectedCustomers: number === 1 ? [good] : [{}] }));
    const given: unknown[] = [];
    const walk = async () => {
      for await (const lead of client.leads.list({ chatbotId })) given.push(lead);
    };
    expect(await failure(walk())).toMatchObject({ name: "ContractError", pointer: "/collectedCustomers/0/id" });
    expect(given).toEqual([good]);
  });

  test("is refused as a whole: no lead of a broken page is given", async () => {
    const body = { collectedCustomers: [{ id: "a", created_at: "2024-01-01T12:00:00Z" }, {}] };
    await expect(all(answering(body).client.leads.list({ chatbotId }))).rejects.toThrow(ContractError);
  });
});
