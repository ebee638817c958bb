import { describe, expect, test } from "vitest";
import { bodyCheck, strictSchema } from "./response-schema.ts";
import { documentedAnswers, spec } from "./spec.ts";

const answers = documentedAnswers(spec);
const leadList = answers.find(({ title }) => title === "getLeads 200");
const check = bodyCheck(strictSchema(spec, leadList?.schema ?? {}));
const lead = { id: "lead_1", created_at: "2024-02-29T12:00:00Z" };
const listOf = (changes: object) => ({ collectedCustomers: [{ ...lead, ...changes }] });

describe("the schema that answers are held against", () => {
  test.each(answers)("takes the spec's example of $title", ({ schema, example }) => {
    expect(bodyCheck(strictSchema(spec, schema))(example)).toEqual([]);
  });

  test("takes a lead that has only what is required", () => {
    expect(check(listOf({}))).toEqual([]);
  });

  test.each([
    ["type", listOf({ id: 1 }), "/collectedCustomers/0/id must be string"],
    ["null", listOf({ phone: null }), "/collectedCustomers/0/phone must be string"],
    ["e-mail", listOf({ email: "nobody" }), '/collectedCustomers/0/email must match format "email"'],
    ["date-time", listOf({ created_at: "today" }), '/collectedCustomers/0/created_at must match format "date-time"'],
    ["day", listOf({ created_at: "2023-02-29T12:00:00Z" }), "/collectedCustomers/0/created_at must match format"],
    ["month", listOf({ created_at: "2024-13-01T12:00:00Z" }), "/collectedCustomers/0/created_at must match format"],
    ["zone", listOf({ created_at: "2024-02-29T12:00:00" }), "/collectedCustomers/0/created_at must match format"],
    ["missing member", listOf({ id: undefined }), "/collectedCustomers/0 must have required property 'id'"],
    ["extra member", listOf({ note: "" }), "/collectedCustomers/0 must NOT have additional properties (note)"],
    ["extra member at the top", { ...listOf({}), total: 1 }, "the body must NOT have additional properties (total)"],
    ["body that is no JSON", undefined, "the body must be object"],
  ])("notices a wrong %s", (_kind, body, fault) => {
    expect(check(body === undefined ? undefined : JSON.parse(JSON.stringify(body)))).toEqual([
      expect.stringContaining(fault),
    ]);
  });

  test("does not pass over a keyword that it does not know", () => {
    expect(() => strictSchema(spec, { type: "string", nullable: true })).toThrow("nullable");
  });
});
