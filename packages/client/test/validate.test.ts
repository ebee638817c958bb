import { describe, expect, test } from "vitest";
import { all, chatbotId, failure, fakeApi, leads } from "./support/fake-api.ts";

const good = leads(1, 1);
const bad = { id: "lead_2", email: "PERSONAL", created_at: "yesterday", name: null, secret: 5 };
const proto = JSON.parse(
  '{ "id": "lead_3", "created_at": "2024-01-01T12:00:00Z", "__proto__": { "admin": true } }',
) as object;

/** A page and an empty one, checked as strictly as `validate` says, and what the logger was told. */
function answering(items: unknown[], validate: boolean | "warn" | undefined) {
  const warned: [string, object][] = [];
  const logger = { debug: () => undefined, warn: (text: string, fields: object) => warned.push([text, fields]) };
  const { client } = fakeApi(
    ({ url }) => {
      const collectedCustomers = url.searchParams.get("page") === "1" ? items : [];
      return new Response(JSON.stringify({ collectedCustomers }), {
        headers: { "content-type": "application/json", "x-request-id": "req_1" },
      });
    },
    { validate, logger },
  );
  return { list: client.leads.list({ chatbotId }), warned };
}

describe("validate", () => {
  test.each([true, undefined])("%s refuses the page at its first difference", async (validate) => {
    const { list, warned } = answering([...good, bad], validate);
    expect(await failure(list)).toMatchObject({ name: "ContractError", pointer: "/collectedCustomers/1/email" });
    expect(warned).toEqual([]);
  });

  test('"warn" gives the leads, and says where each differs, without saying what was there', async () => {
    const { list, warned } = answering([...good, bad], "warn");
    expect(await all(list)).toEqual([...good, { id: "lead_2", email: "PERSONAL", created_at: "yesterday" }]);
    const fields = { operationId: "getLeads", requestId: "req_1" };
    expect(warned).toMatchObject([
      [
        "/collectedCustomers/1/email: expected a string of format email",
        { ...fields, pointer: "/collectedCustomers/1/email" },
      ],
      [
        "/collectedCustomers/1/created_at: expected a string of format date-time",
        { ...fields, pointer: "/collectedCustomers/1/created_at" },
      ],
    ]);
    expect(JSON.stringify(warned)).not.toMatch(/PERSONAL|yesterday/);
  });

  test("false gives the leads as they were sent, without nulls and without a __proto__", async () => {
    const { list, warned } = answering([...good, bad, proto], false);
    const items = await all(list);
    expect(items).toEqual([
      ...good,
      { id: "lead_2", email: "PERSONAL", created_at: "yesterday", secret: 5 },
      { id: "lead_3", created_at: "2024-01-01T12:00:00Z" },
    ]);
    expect(items.map((item) => Object.getPrototypeOf(item) === Object.prototype)).toEqual([true, true, true]);
    expect(Object.assign({}, items[2])).not.toHaveProperty("admin");
    expect(warned).toEqual([]);
  });

  test.each(["warn", false] as const)("%s still needs an id, which a walk tells leads apart by", async (validate) => {
    for (const lead of [{ created_at: "2024-01-01T12:00:00Z" }, { id: 5 }, "PERSONAL", null, [], 7]) {
      const error = await failure(answering([lead], validate).list);
      expect(error).toMatchObject({ name: "ContractError", pointer: "/collectedCustomers/0/id" });
      expect(String(error)).not.toContain("PERSONAL");
    }
  });

  test.each(["warn", false] as const)("%s still needs a list", async (validate) => {
    const { client } = fakeApi(() => Response.json({ customers: [] }), { validate });
    expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({
      name: "ContractError",
      pointer: "/collectedCustomers",
    });
  });
});
